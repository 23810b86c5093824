import { pairs } from './statistics.ts';

/**
 * Kendall's τ-b: agreement of two orders of the same things, from −1 (reversed) to 1 (the same), ties allowed.
 * Null where it is not defined: fewer than two pairs, or all values of one side equal.
 * Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945).
 */
export function kendallTau(first: readonly number[], second: readonly number[]): number | null {
  const points = pairs(first, second);
  let concordance = 0;
  let untiedFirst = 0;
  let untiedSecond = 0;
  points.forEach(([a, b], index) => {
    for (const [earlierA, earlierB] of points.slice(0, index)) {
      const signA = Math.sign(a - earlierA);
      const signB = Math.sign(b - earlierB);
      concordance += signA * signB;
      untiedFirst += Math.abs(signA);
      untiedSecond += Math.abs(signB);
    }
  });
  return untiedFirst > 0 && untiedSecond > 0 ? concordance / Math.sqrt(untiedFirst * untiedSecond) : null;
}

/** Where a candidate stands among random references, higher being better. Ties count as not better. */
export interface RankAmong {
  /** References that the candidate beats. */
  readonly better: number;
  readonly of: number;
  /**
   * Exact one-sided p-value that the candidate is just one more random draw: (references at least as good + 1) /
   * (references + 1). Never below 1 / (references + 1).
   */
  readonly p: number;
}

/** Exact rank test of one candidate against independent references; with none, p is 1. */
export function rankAmong(candidate: number, references: readonly number[]): RankAmong {
  const better = references.filter((reference) => candidate > reference).length;
  const of = references.length;
  return { better, of, p: (of - better + 1) / (of + 1) };
}
