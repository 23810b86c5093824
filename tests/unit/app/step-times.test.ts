import { expect, test } from 'vitest';
import { StepTimes } from '../../../src/app/state/step-times.ts';
import type { PolicyEvent, WeightsEvent } from '../../../src/experiment/events.ts';
import { budgetOf } from '../../../src/experiment/planned.ts';
import { presetOf } from '../../../src/experiment/presets.ts';

const { settings } = presetOf('quick-tour');
const planned = budgetOf(settings);
/** A step that trains four children, an update that scores eight. */
const weights = { kind: 'weights', others: [1, 2, 3] } as unknown as WeightsEvent;
const update = { kind: 'policy', children: Array.from({ length: 8 }) } as unknown as PolicyEvent;

test('nothing is told before enough is measured', () => {
  const times = new StepTimes(settings);
  expect(times.left({ childSteps: 0, scoredBatches: 0 })).toBeNull();
  times.take([weights], 2);
  expect(times.left({ childSteps: 4, scoredBatches: 0 })).toBeNull();
});

test('each kind of step counts with its own measured time', () => {
  const times = new StepTimes(settings);
  for (let i = 0; i < 10; i++) times.take([weights], 0.4);
  for (let i = 0; i < 10; i++) times.take([update], 1.6);
  const spent = { childSteps: 40, scoredBatches: 80 };
  expect(times.left(spent)).toBeCloseTo((planned.childSteps - 40) * 0.1 + (planned.scoredBatches - 80) * 0.2, 9);
  expect(times.left(planned)).toBe(0);
  expect(times.left({ childSteps: 1e9, scoredBatches: 1e9 })).toBe(0);
});

test('a kind that was not seen yet is told from the other by its work, and corrected when it is seen', () => {
  const times = new StepTimes(settings);
  for (let i = 0; i < 10; i++) times.take([weights], 0.4);
  const spent = { childSteps: 40, scoredBatches: 0 };
  const scored = (0.1 * settings.rewardBatch) / (3 * settings.batch);
  expect(times.left(spent)).toBeCloseTo((planned.childSteps - 40) * 0.1 + planned.scoredBatches * scored, 9);
  times.take([update], 8);
  expect(times.left(spent)).toBeCloseTo((planned.childSteps - 40) * 0.1 + planned.scoredBatches * 1, 9);
});

test('events that spend nothing change nothing', () => {
  const times = new StepTimes(settings);
  times.take([{ kind: 'finished' }], 100);
  expect(times.left({ childSteps: 0, scoredBatches: 0 })).toBeNull();
});
