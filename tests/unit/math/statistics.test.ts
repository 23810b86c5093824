import { describe, expect, test } from 'vitest';
import { mean, median, pairedDifference, standardDeviation, standardError } from '../../../src/math/statistics.ts';

describe('summaries of a sample', () => {
  test('known values', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(mean(values)).toBe(5);
    expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(standardError(values)).toBeCloseTo(Math.sqrt(32 / 7 / 8), 12);
  });

  test('median of odd and even counts, by value and not by text, input left as it was', () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([-1])).toBe(-1);
    expect(values).toEqual([10, 9, 100]);
  });

  test('of paired samples only the differences matter', () => {
    const shared = [100, -50, 3, 8];
    const result = pairedDifference(
      shared.map((value, index) => value + index),
      shared,
    );
    expect(result.mean).toBeCloseTo(1.5, 12);
    expect(result.standardError).toBeCloseTo(Math.sqrt(5 / 3) / 2, 12);
    expect(pairedDifference([1, 2, 3], [1, 2, 3])).toEqual({ mean: 0, standardError: 0 });
  });

  test('too few numbers, or pairs that do not match, are refused', () => {
    expect(() => mean([])).toThrow(RangeError);
    expect(() => median([])).toThrow(RangeError);
    expect(() => standardDeviation([1])).toThrow(RangeError);
    expect(() => standardError([1])).toThrow(RangeError);
    expect(() => pairedDifference([1, 2], [1])).toThrow(RangeError);
  });
});
