import { readPasted } from '../../src/space/notation/pasted.ts';
import { numbersIn } from '../../src/space/shape.ts';
import { nearestShape, shapesOf, type Shape } from '../../src/space/shapes.ts';
import type { Architecture } from '../../src/space/space.ts';
import { type AnySpace, createSpace, familyIds } from '../../src/space/spaces.ts';
import { UsageError } from '../command-line.ts';
import { inspected, notations } from './families/families.ts';
import { configOf } from './networks.ts';
import type { InspectOrder, NetworkWishes } from './order.ts';

/** A notation that has been read. */
export interface Child {
  readonly space: AnySpace;
  readonly architecture: Architecture;
  /** What was assumed in reading it; null where nothing had to be. */
  readonly assumed: string | null;
}

/** A notation cannot be read; `position` is the index of the first wrong character. */
export class NotationError extends Error {
  readonly position: number;

  constructor(position: number, reason: string) {
    super(reason);
    this.position = position;
  }
}

/**
 * Reads a notation in the family asked for, or in the only one in which it makes sense. Throws a `NotationError` where
 * there is none, a `UsageError` where the family has to be said or the network is impossible.
 */
export function readChild({ notation: text, family, network }: InspectOrder): Child {
  const notation = arcIn(text);
  const fitting = shapesOf(notation).filter((shape) => family === null || shape.family === family);
  if (fitting.length === 0 && family === null) throw new UsageError(noShape(notation));
  const shapes =
    fitting.length > 0 ? fitting : familyIds.flatMap((one) => (one === family ? [nearestShape(one, notation)] : []));
  const readings = shapes.map((shape) => {
    const space = spaceOf(shape, network);
    return { space, shape, result: space.parse(notation) };
  });
  const good = readings.flatMap(({ space, shape, result }) =>
    result.ok ? [{ space, shape, architecture: result.architecture }] : [],
  );
  const found = new Set(good.map(({ space }) => space.id));
  if (found.size > 1) {
    const names = good.map(({ space }) => `--space ${space.id}`).join(' or ');
    throw new UsageError(`These ${numbersIn(notation)} numbers make sense in more than one space: say ${names}.`);
  }
  const [first, second] = good;
  if (first !== undefined) {
    const assumed = second === undefined ? null : `read as ${inWords(first)}; it could also be ${inWords(second)}`;
    return { space: first.space, architecture: first.architecture, assumed };
  }
  throw farthest(readings.map(({ space, result }) => (result.ok ? null : { space, ...result })));
}

/** The arc in a text as people have it. Throws a `NotationError` or, for a notation of others, a `UsageError`. */
function arcIn(text: string): string {
  const pasted = readPasted(text);
  if (pasted.kind === 'foreign') throw new UsageError(pasted.sentence);
  if (pasted.kind === 'refused') throw new NotationError(pasted.position, pasted.sentence);
  return pasted.arc;
}

/** Picks, of several readings that all fail, the one that came farthest: it is what was meant. */
function farthest(failures: readonly ({ space: AnySpace; position: number; reason: string } | null)[]): NotationError {
  const [best] = failures.flatMap((failure) => failure ?? []).sort((a, b) => b.position - a.position);
  if (best === undefined) throw new RangeError('No reading failed.');
  return new NotationError(best.position, `${best.reason} (Read as ${best.space.label}.)`);
}

function spaceOf(shape: Shape, network: NetworkWishes): AnySpace {
  try {
    return createSpace(configOf(shape, network));
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function noShape(notation: string): string {
  if (!/\d/.test(notation)) return `The text holds no number of a notation: ${notations}.`;
  return `No notation has ${numbersIn(notation)} numbers: ${notations}; --space says where it goes wrong.`;
}

function inWords({ shape }: { readonly shape: Shape }): string {
  return inspected(shape.family).shape(shape);
}
