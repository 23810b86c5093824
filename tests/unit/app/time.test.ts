import { describe, expect, it } from 'vitest';
import { evenEntropy, lowestEntropy } from '../../../src/app/charts/entropy.ts';
import { policyGap } from '../../../src/app/charts/gap.ts';
import { RunTime } from '../../../src/app/charts/time.ts';
import { roundPaths, roundTicks } from '../../../src/app/story/rounds.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';
import type { PolicyEvent } from '../../../src/experiment/events.ts';

const settings = { ...defaultSettings, warmUpSteps: 100, rounds: 4, stepsPerRound: 20, updatesPerRound: 10 };
const time = new RunTime(settings);

describe('the time of a run', () => {
  it('runs from the warm-up through every round, steps before updates', () => {
    expect(time.ofStep(1)).toBeCloseTo(-0.99);
    expect(time.ofStep(100)).toBe(0);
    expect(time.ofStep(120)).toBeCloseTo(time.weightsEnd(1));
    expect(time.ofUpdate(1)).toBeGreaterThan(time.ofStep(120));
    expect(time.ofUpdate(10)).toBe(1);
    expect(time.ofStep(121)).toBeGreaterThan(1);
    expect(time.part(time.ofUpdate(40))).toBe(1);
    expect(time.part(-1)).toBe(0);
  });

  it('never leaves the drawing when steps are taken out of turn', () => {
    expect(time.ofStep(10_000)).toBe(4);
    expect(time.ofUpdate(10_000)).toBe(4);
  });

  it('has no warm-up where none is set', () => {
    const bare = new RunTime({ ...settings, warmUpSteps: 0 });
    expect(bare.start).toBe(0);
    expect(bare.ofStep(1)).toBeGreaterThan(0);
  });

  it('draws done rounds in two halves and the rest as ahead', () => {
    const paths = roundPaths(time, 1.8, 500, 9);
    expect(paths.weights.split('M')).toHaveLength(4);
    expect(paths.policy.split('M')).toHaveLength(3);
    expect(paths.ahead.split('M')).toHaveLength(4);
    expect(roundPaths(time, -1, 500, 9).weights).toBe('');
  });

  it('marks round numbers evenly and always the last', () => {
    expect(roundTicks(24)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24]);
    expect(roundTicks(1)).toEqual([0, 1]);
    expect(roundTicks(15).at(-1)).toBe(15);
    expect(roundTicks(200).length).toBeLessThanOrEqual(10);
  });
});

describe('what the policy curves mean', () => {
  it('gives the lowest entropy under a bound by its closed form', () => {
    expect(lowestEntropy([0.5], [2])).toBeCloseTo(Math.log(2));
    expect(lowestEntropy([1, 1], [5, 2])).toBe(0);
    const top = 0.8;
    expect(lowestEntropy([top], [5])).toBeCloseTo(-top * Math.log(top) - 4 * 0.05 * Math.log(0.05));
    expect(evenEntropy([2, 5])).toBeCloseTo(Math.log(10));
  });

  it('takes policy minus uniform over the latest probes with its standard error', () => {
    const probed = (policy: number, uniform: number) =>
      ({
        children: [{}, {}, {}, {}],
        probe: { policy: { accuracy: policy }, uniform: { accuracy: uniform }, images: 250 },
      }) as unknown as PolicyEvent;
    expect(policyGap([])).toBeNull();
    expect(policyGap([probed(0.8, 0.77)])).toEqual({ points: expect.closeTo(3) as number, error: null, probes: 1 });
    const gap = policyGap([probed(0.8, 0.77), probed(0.8, 0.79)]);
    expect(gap?.points).toBeCloseTo(2);
    expect(gap?.error).toBeCloseTo(1);
    expect(policyGap(Array.from({ length: 30 }, () => probed(0.8, 0.7)))?.probes).toBe(10);
    // 817 and 801 of 1000: a record that rounds to three decimals says the same as the float of a live run.
    const live = policyGap([probed(Math.fround(0.817), Math.fround(0.801))]);
    expect(live).toEqual(policyGap([probed(0.817, 0.801)]));
    expect(live?.points).toBe(1.6);
  });
});
