import type * as tf from '../../supernet/reference/tf.ts';
import type { RandomStream } from '../../math/random.ts';
import type { Chooser, DecisionTensors } from './steps.ts';

/** The tensors of a controller by name. */
export type Tensors<Name extends string> = Readonly<Record<Name, tf.Tensor2D>>;

/** What a rollout of n children comes to. */
export interface Rollout {
  /** In the order of `Space.decisions`. */
  readonly decisions: readonly DecisionTensors[];
  /** A term of each child's loss beside its reward, [n] and differentiable; null where there is none. */
  readonly penalty: tf.Tensor1D | null;
}

/** The controller of one family of spaces: its tensors, and the rollout that makes decisions of them. */
export interface Controller<Name extends string> {
  /** Choices of each decision, in the order of `Space.decisions`. */
  readonly choices: readonly number[];
  readonly shapes: Readonly<Record<Name, [number, number]>>;
  /** Highest probability that any choice of each decision can reach. */
  readonly largestProbability: readonly number[];
  /** Fresh values, row-major. */
  initialValues(random: RandomStream): Record<Name, Float32Array>;
  /** Makes all decisions of `count` children together. Call it within `tf.tidy` or a gradient. */
  rollOut(parameters: Tensors<Name>, count: number, choose: Chooser): Rollout;
}

/** The names of a controller's tensors, in order. */
export function namesOf<Name extends string>({ shapes }: Pick<Controller<Name>, 'shapes'>): Name[] {
  return Object.keys(shapes) as Name[];
}

/** Something for each of the named tensors. */
export function forEachOf<Name extends string, T>(names: readonly Name[], make: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, T>;
}
