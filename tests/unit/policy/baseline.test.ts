import { expect, test } from 'vitest';
import { advance, advantagesOf } from '../../../src/policy/lstm/baseline.ts';

test('a constant reward gives b = r (1 − dⁿ) and A = r dⁿ from zero (methods/enas 9.8)', () => {
  const reward = 0.7;
  const decay = 0.99;
  for (const sizes of [
    [1, 1, 1, 1, 1, 1],
    [4, 2],
  ]) {
    let baseline: number | null = null;
    let n = 0;
    for (const size of sizes) {
      const step = advance(baseline, Array<number>(size).fill(reward), decay, 'zero');
      step.advantages.forEach((advantage, i) => expect(advantage).toBeCloseTo(reward * decay ** (n + i + 1), 12));
      n += size;
      baseline = step.baseline;
      expect(baseline).toBeCloseTo(reward * (1 - decay ** n), 12);
    }
  }
});

test('starting at the first rewards, a constant reward has no advantage at all', () => {
  const step = advance(null, [-2, -2, -2], 0.9, 'first-rewards');
  expect(step.baseline).toBeCloseTo(-2, 12);
  for (const advantage of step.advantages) expect(advantage).toBeCloseTo(0, 12);
});

test('the advantage is d times the distance to the baseline before', () => {
  const { baseline, advantages } = advance(1, [3], 0.75, 'zero');
  expect(advantages).toEqual([0.75 * (3 - 1)]);
  expect(baseline).toBe(1.5);
});

test('against its siblings, a reward is measured by the mean of the others, whatever all have in common', () => {
  const options = {
    entropyMode: 'loss',
    entropyWeight: 0,
    baselineDecay: 0.9,
    baselineStart: 'first-rewards',
  } as const;
  const advantages = (rewards: number[], baselineKind: 'moving' | 'siblings') =>
    advantagesOf({ ...options, baselineKind }, -1, [], rewards).advantages;
  advantages([-1, -2, -4], 'siblings').forEach((advantage, i) =>
    expect(advantage).toBeCloseTo([2, 0.5, -2.5][i] ?? NaN, 12),
  );
  advantages([9, 8, 6], 'siblings').forEach((advantage, i) =>
    expect(advantage).toBeCloseTo([2, 0.5, -2.5][i] ?? NaN, 12),
  );
  expect(advantages([-1.5], 'siblings')).toEqual(advantages([-1.5], 'moving'));
});
