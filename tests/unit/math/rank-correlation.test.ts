import { describe, expect, test } from 'vitest';
import { bootstrap, partialTau, quantile, ranks, spearmanRho } from '../../../src/math/rank-correlation.ts';
import { kendallTau } from '../../../src/math/ranks.ts';
import { randomStream } from '../../../src/math/random.ts';

test('ranks share the mean of their places', () => {
  expect(ranks([30, 10, 20])).toEqual([3, 1, 2]);
  expect(ranks([5, 1, 5, 1, 9])).toEqual([3.5, 1.5, 3.5, 1.5, 5]);
  expect(ranks([])).toEqual([]);
});

describe('Spearman’s ρ', () => {
  test.each([
    ['the same order', [1, 2, 3, 4], [1, 8, 27, 64], 1],
    ['the reverse order', [1, 2, 3, 4], [4, 3, 2, 1], -1],
    // 1 − 6 Σ d² / (n (n² − 1)), d = 0, 1, −1, 0
    ['one swap of neighbours among four', [1, 2, 3, 4], [1, 3, 2, 4], 1 - (6 * 2) / (4 * 15)],
    // Wikipedia's example of IQ and hours of television: −29/165.
    ['ten people', [106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17], -29 / 165],
    // Ranks 1.5 1.5 3 against 1 2 3: Σ = 1.5, Σ² = 1.5 and 2.
    ['a tie', [1, 1, 2], [1, 2, 3], 1.5 / Math.sqrt(1.5 * 2)],
  ])('%s', (_, first, second, expected) => {
    expect(spearmanRho(first, second)).toBeCloseTo(expected, 12);
  });

  test('is not defined without an order', () => {
    expect(spearmanRho([], [])).toBeNull();
    expect(spearmanRho([1], [1])).toBeNull();
    expect(spearmanRho([1, 1], [1, 2])).toBeNull();
    expect(() => spearmanRho([1], [1, 2])).toThrow(RangeError);
  });
});

describe('Kendall’s partial τ', () => {
  const first = [1, 2, 3, 4];
  const second = [1, 3, 2, 4];
  test('by its formula', () => {
    // τ of the pairs: (4 of 6), and of each with the third, 2/6 and 4/6.
    const fixed = [2, 1, 4, 3];
    const [a, b, c] = [kendallTau(first, second), kendallTau(first, fixed), kendallTau(second, fixed)];
    expect([a, b, c].map((tau) => Math.round((tau ?? NaN) * 6))).toEqual([4, 2, 0]);
    expect(partialTau(first, second, fixed)).toBeCloseTo(4 / 6 / Math.sqrt(1 - (2 / 6) ** 2), 12);
  });

  test('a third that orders nothing takes nothing away; one that orders everything leaves nothing', () => {
    expect(partialTau(first, second, [5, 5, 5, 5])).toBeCloseTo(4 / 6, 12);
    expect(partialTau(first, second, first)).toBeNull();
    expect(partialTau([1, 1], [1, 2], [1, 2])).toBeNull();
  });
});

describe('the bootstrap interval', () => {
  const values = Array.from({ length: 40 }, (_, i) => Math.sin(i * 37));
  const meanOf = (indices: readonly number[]) => indices.reduce((sum, i) => sum + (values[i] ?? 0), 0) / indices.length;

  test('of a mean is nearly the normal one', () => {
    const estimate = bootstrap(40, meanOf, randomStream(1, 'retrain'));
    const centre = meanOf(values.map((_, i) => i));
    const error = Math.sqrt(values.reduce((sum, v) => sum + (v - centre) ** 2, 0)) / 40;
    expect(estimate.value).toBeCloseTo(centre, 12);
    expect((estimate.high ?? 0) - centre).toBeCloseTo(1.96 * error, 1);
    expect(centre - (estimate.low ?? 0)).toBeCloseTo(1.96 * error, 1);
  });

  test('is the same for the same stream, and leaves out draws without a value', () => {
    const once = () => bootstrap(40, meanOf, randomStream(2, 'retrain'));
    expect(once()).toEqual(once());
    const onlyWhole = (indices: readonly number[]) => (new Set(indices).size === 40 ? 1 : null);
    expect(bootstrap(40, onlyWhole, randomStream(3, 'retrain'))).toEqual({ value: 1, low: null, high: null });
    expect(bootstrap(3, () => null, randomStream(3, 'retrain'))).toEqual({ value: null, low: null, high: null });
  });
});

test('quantiles lie between neighbours in proportion', () => {
  expect(quantile([1, 2, 4], 0.5)).toBe(2);
  expect(quantile([1, 2, 4], 0.75)).toBe(3);
  expect(quantile([7], 0.9)).toBe(7);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});
