import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../src/math/random.ts';
import { kendallTau, rankAmong } from '../../../src/math/ranks.ts';

describe("Kendall's τ-b", () => {
  test.each([
    ['the same order', [1, 2, 3, 4], [10, 20, 30, 40], 1],
    ['the reverse order', [1, 2, 3, 4], [4, 3, 2, 1], -1],
    ['one swap of neighbours among four', [1, 2, 3, 4], [1, 3, 2, 4], 4 / 6],
    // The example in the documentation of scipy.stats.kendalltau, −0.47140452.
    ['ties on both sides', [12, 2, 1, 12, 2], [1, 4, 7, 1, 0], -4 / Math.sqrt(8 * 9)],
    ['ties on one side only', [1, 1, 2], [1, 2, 3], 2 / Math.sqrt(2 * 3)],
  ])('%s', (_, first, second, expected) => {
    expect(kendallTau(first, second)).toBeCloseTo(expected, 12);
  });

  test('is not defined without an order', () => {
    expect(kendallTau([], [])).toBeNull();
    expect(kendallTau([1], [2])).toBeNull();
    expect(kendallTau([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(() => kendallTau([1], [1, 2])).toThrow(RangeError);
  });

  test('is symmetric, blind to increasing maps, and odd under reversal', () => {
    const stream = randomStream(7, 'derive');
    for (let draw = 0; draw < 50; draw++) {
      const first = Array.from({ length: 9 }, () => stream.integer(5));
      const second = Array.from({ length: 9 }, () => stream.integer(5));
      const tau = kendallTau(first, second);
      if (tau === null) continue;
      expect(Math.abs(tau)).toBeLessThanOrEqual(1);
      expect(kendallTau(second, first)).toBeCloseTo(tau, 12);
      expect(kendallTau(first.map(Math.exp), second)).toBeCloseTo(tau, 12);
      expect(
        kendallTau(
          first,
          second.map((value) => -value),
        ),
      ).toBeCloseTo(-tau, 12);
    }
  });
});

describe('the rank test', () => {
  test.each([
    [5, [1, 2, 3, 4], { better: 4, of: 4, p: 1 / 5 }],
    [0, [1, 2, 3, 4], { better: 0, of: 4, p: 1 }],
    [3, [1, 2, 3, 4], { better: 2, of: 4, p: 3 / 5 }],
    [0.8, [], { better: 0, of: 0, p: 1 }],
  ])('%d among %j', (candidate, references, expected) => {
    expect(rankAmong(candidate, references)).toEqual(expected);
  });

  test('a number drawn like its references has each p from 1/(n + 1) to 1 equally often', () => {
    const stream = randomStream(7, 'derive');
    const trials = 9_000;
    const counts = new Map<number, number>();
    for (let trial = 0; trial < trials; trial++) {
      const { p } = rankAmong(
        stream.word(),
        Array.from({ length: 8 }, () => stream.word()),
      );
      const rank = Math.round(p * 9);
      counts.set(rank, (counts.get(rank) ?? 0) + 1);
    }
    expect(counts.size).toBe(9);
    for (const count of counts.values()) expect(Math.abs(count - trials / 9)).toBeLessThan(5 * Math.sqrt(trials / 9));
  });
});
