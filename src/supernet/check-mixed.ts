import type { MixedWeights } from './supernet.ts';

/** Throws a `RangeError` if a family cannot be mixed (no lengths), or the weights are not one array of each length. */
export function checkMixed(mixed: MixedWeights, lengths: readonly number[]): void {
  if (lengths.length === 0) throw new RangeError('Networks of this space are sampled, not mixed.');
  if (mixed.map(({ length }) => length).join() !== lengths.join()) {
    throw new RangeError(`Mixed weights must be ${lengths.join(' and ')} numbers, one a candidate edge of each graph.`);
  }
}
