/** Summaries of samples. All throw a `RangeError` on fewer numbers than their formula needs. */

/** Arithmetic mean of at least one number. */
export function mean(values: readonly number[]): number {
  need(values, 1);
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Standard deviation of the population that at least two numbers were drawn from (divides by n − 1). */
export function standardDeviation(values: readonly number[]): number {
  need(values, 2);
  const centre = mean(values);
  return Math.sqrt(values.reduce((total, value) => total + (value - centre) ** 2, 0) / (values.length - 1));
}

/** Standard error of the mean of at least two independent numbers. */
export function standardError(values: readonly number[]): number {
  return standardDeviation(values) / Math.sqrt(values.length);
}

/**
 * Mean of `first[i] − second[i]` and its standard error. Pairs measured alike (on the same images, say) make a
 * smaller error than two separate samples, because what they share cancels.
 */
export function pairedDifference(
  first: readonly number[],
  second: readonly number[],
): { mean: number; standardError: number } {
  const differences = pairs(first, second).map(([a, b]) => a - b);
  return { mean: mean(differences), standardError: standardError(differences) };
}

/** Middle of at least one number; mean of the two middle ones of an even count. */
export function median(values: readonly number[]): number {
  need(values, 1);
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}

/** Each number of one sample beside its partner in the other. Throws a `RangeError` if the counts differ. */
export function pairs(first: readonly number[], second: readonly number[]): [number, number][] {
  if (first.length !== second.length) {
    throw new RangeError(`Paired samples must be of one length, not ${first.length} and ${second.length}.`);
  }
  return first.map((value, index) => [value, second[index] as number]);
}

function need(values: readonly number[], count: number): void {
  if (values.length < count) throw new RangeError(`At least ${count} numbers are needed, not ${values.length}.`);
}
