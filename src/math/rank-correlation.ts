import { kendallTau } from './ranks.ts';
import type { RandomStream } from './random.ts';
import { mean, pairs } from './statistics.ts';

/** A coefficient from −1 to 1 with its interval; each is null where it is not defined. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Ranks from 1 up; equal values share the mean of their places. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const result = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (const index of order.slice(start, end)) result[index] = (start + 1 + end) / 2;
    start = end;
  }
  return result;
}

/** Spearman's ρ: Pearson's correlation of the ranks, ties allowed. Null where all values of one side are equal. */
export function spearmanRho(first: readonly number[], second: readonly number[]): number | null {
  const points = pairs(ranks(first), ranks(second));
  if (points.length < 2) return null;
  const centre = mean(points.map(([a]) => a));
  let product = 0;
  let squaresFirst = 0;
  let squaresSecond = 0;
  for (const [a, b] of points) {
    product += (a - centre) * (b - centre);
    squaresFirst += (a - centre) ** 2;
    squaresSecond += (b - centre) ** 2;
  }
  return squaresFirst > 0 && squaresSecond > 0 ? product / Math.sqrt(squaresFirst * squaresSecond) : null;
}

/**
 * Kendall's partial τ: agreement of two orders with a third held fixed (Kendall, "Partial rank correlation", Biometrika
 * 32, 1942). A third that orders nothing takes nothing away; null where it orders one of the two perfectly.
 */
export function partialTau(
  first: readonly number[],
  second: readonly number[],
  fixed: readonly number[],
): number | null {
  const both = kendallTau(first, second);
  if (both === null) return null;
  const firstFixed = kendallTau(first, fixed) ?? 0;
  const secondFixed = kendallTau(second, fixed) ?? 0;
  const unexplained = (1 - firstFixed ** 2) * (1 - secondFixed ** 2);
  return unexplained > 1e-12 ? (both - firstFixed * secondFixed) / Math.sqrt(unexplained) : null;
}

/** Draws of a bootstrap interval. */
const DRAWS = 1_000;
/** Parts of the draws below and above the interval: 95 % lie within. */
const TAIL = 0.025;

/**
 * A statistic of `count` things with its 95 % bootstrap percentile interval (Efron, "Bootstrap methods", Annals of
 * Statistics 7, 1979): `statistic` gets the indices of things, first all of them once, then drawn with replacement. Draws
 * for which it is not defined are left out; with fewer than half of them defined there is no interval.
 */
export function bootstrap(
  count: number,
  statistic: (indices: readonly number[]) => number | null,
  random: RandomStream,
): Estimate {
  const all = Array.from({ length: count }, (_, index) => index);
  const value = statistic(all);
  const none = { value, low: null, high: null };
  if (value === null) return none;
  const draws: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const drawn = statistic(all.map(() => random.integer(count)));
    if (drawn !== null) draws.push(drawn);
  }
  if (draws.length < DRAWS / 2) return none;
  draws.sort((a, b) => a - b);
  return { value, low: quantile(draws, TAIL), high: quantile(draws, 1 - TAIL) };
}

/** The value below which a part of at least one sorted number lies, between neighbours in proportion. */
export function quantile(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError('A quantile needs at least one number.');
  return below + (above - below) * (place - Math.floor(place));
}
