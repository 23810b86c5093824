import { describe, expect, it } from 'vitest';
import {
  accuracy,
  count,
  duration,
  fixed,
  large,
  part,
  probabilitiesApart,
  scientific,
  setting,
  signed,
  work,
} from '../../../src/app/words/numbers.ts';

describe('numbers as the page writes them', () => {
  it('tells two probabilities apart', () => {
    expect(probabilitiesApart(0.2, 0.36)).toEqual(['.20', '.36']);
    expect(probabilitiesApart(0.1953, 0.2041)).toEqual(['.195', '.204']);
  });

  it('sets thin spaces in thousands, also in exact bigints', () => {
    expect(count(1152)).toBe('1\u2009152');
    expect(count(999)).toBe('999');
    expect(count(31_640_625_000_000_000_001n)).toBe('31\u2009640\u2009625\u2009000\u2009000\u2009000\u2009001');
    expect(count(-12_000)).toBe('−12\u2009000');
  });

  it('uses a true minus sign and never writes minus nothing', () => {
    expect(fixed(-13.94, 1)).toBe('−13.9');
    expect(fixed(-0.0001, 2)).toBe('0.00');
    expect(fixed(NaN, 2)).toBe('–');
    expect(signed(2.84, 1)).toBe('+2.8');
    expect(signed(-0.36, 1)).toBe('−0.4');
  });

  it('drops the leading zero of parts of one only', () => {
    expect(part(0.8145, 4)).toBe('.8145');
    expect(part(-0.32, 2)).toBe('−.32');
    expect(part(1, 2)).toBe('1.00');
    expect(part(10.5, 1)).toBe('10.5');
  });

  it('gives accuracies no more digits than their images can tell apart', () => {
    expect(accuracy(210 / 256, 256)).toBe('.820');
    expect(accuracy(0.7965, 2_000)).toBe('.7965');
  });

  it('writes large exact counts as mantissa and power, rounded, carrying over', () => {
    expect(scientific(31_640_625_000_000_000_000n)).toEqual({ mantissa: '3.16', exponent: 19 });
    expect(scientific(9_996n)).toEqual({ mantissa: '1.00', exponent: 4 });
    expect(large(810_000n)).toBe('810\u2009000');
    expect(large(207_360_000n)).toBe('2.07 × 10^8');
  });

  it('writes settings, bytes, times and work in units of a person', () => {
    expect([0.0001, 2.5, 10_000].map(setting)).toEqual(['0.0001', '2.5', '10\u2009000']);
    expect([0.2, 40, 200, 7_200].map(duration)).toEqual(['1 s', '40 s', '3 min', '2.0 h']);
    expect([812, 486_123, 1_234_567, 2.5e12].map(work)).toEqual(['812', '486 k', '1.23 M', '2.50 T']);
  });
});
