import type { RandomStream } from '../../math/random.ts';
import type { Space } from '../../space/space.ts';
import type { SkipTerm } from './macro/skip-term.ts';
import type { LogitShaping } from './shaping.ts';

export interface ControllerOptions extends LogitShaping, SkipTerm {
  readonly hiddenUnits: number;
}

/** What a controller goes by: the family of a space and its decisions. */
export type DecidedSpace = Pick<Space, 'id' | 'decisions'>;

/** The controller of one family of spaces, whichever form computes it. */
export interface Controller<Name extends string> {
  /** Choices of each decision, in the order of `Space.decisions`. */
  readonly choices: readonly number[];
  readonly shapes: Readonly<Record<Name, [number, number]>>;
  /** Highest probability that any choice of each decision can reach. */
  readonly largestProbability: readonly number[];
  /** Fresh values, row-major. */
  initialValues(random: RandomStream): Record<Name, Float32Array>;
}

/** The names of a controller's tensors, in order. */
export function namesOf<Name extends string>({ shapes }: Pick<Controller<Name>, 'shapes'>): Name[] {
  return Object.keys(shapes) as Name[];
}

/** Something for each of the named tensors. */
export function forEachOf<Name extends string, T>(names: readonly Name[], make: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, T>;
}
