import { describe, expect, test } from 'vitest';
import { learningRateAt } from '../../../src/supernet/schedule.ts';

const restarts = { highest: 0.05, lowest: 0.0005, firstPeriod: 10, totalSteps: 310 };

describe('cosine with restarts (methods/enas section 9, answer 14)', () => {
  test.each([
    [0, 0.05],
    [5, 0.02525],
    [9, 0.0017114],
  ])('step %i has the published rate', (step, rate) => expect(learningRateAt(step, restarts)).toBeCloseTo(rate, 7));

  test('restarts at 10, 30, 70 and 150, and only there', () => {
    const rates = Array.from({ length: 310 }, (_, step) => learningRateAt(step, restarts));
    const rises = rates.flatMap((rate, step) => (step > 0 && rate > (rates[step - 1] ?? rate) ? [step] : []));
    expect(rises).toEqual([10, 30, 70, 150]);
    for (const step of rises) expect(rates[step]).toBe(restarts.highest);
  });
});

describe('one cosine', () => {
  const once = { ...restarts, firstPeriod: 0, totalSteps: 100 };

  test('falls from highest to lowest over all steps and stays there', () => {
    expect(learningRateAt(0, once)).toBe(0.05);
    expect(learningRateAt(50, once)).toBeCloseTo(0.02525, 12);
    expect(learningRateAt(100, once)).toBeCloseTo(0.0005, 12);
    expect(learningRateAt(5_000, once)).toBeCloseTo(0.0005, 12);
  });

  test('a search of no steps has a rate all the same', () =>
    expect(learningRateAt(0, { ...once, totalSteps: 0 })).toBe(0.05));
});
