import { expect, test } from 'vitest';
import { changesInWords, proposeFitting } from '../../../src/experiment/fitting.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';
import type { Settings } from '../../../src/experiment/settings.ts';

const settings: Settings = { ...defaultSettings, childrenPerStep: 8, batch: 128, rewardBatch: 256, channels: 16 };

/** What a training step and a scoring call would take, roughly as they do. */
const training = (s: Settings) => s.childrenPerStep * s.batch * s.channels;
const scoring = (s: Settings) => 8 * s.rewardBatch * s.channels;

function within(limit: number, needs: readonly ((s: Settings) => number)[]): (s: Settings) => Promise<boolean> {
  return (s) => Promise.resolve(needs.every((need) => need(s) <= limit));
}

test('fewer children at once come first, and no fewer than needed', async () => {
  expect(await proposeFitting(settings, within(5 * 128 * 16, [training]))).toEqual({ childrenPerStep: 5 });
});

test('where one child is too many the batch shrinks, on its step', async () => {
  expect(await proposeFitting(settings, within(100 * 16, [training]))).toEqual({ childrenPerStep: 1, batch: 96 });
});

test('what does not help is left as it was', async () => {
  expect(await proposeFitting(settings, within(8 * 200 * 16, [training, scoring]))).toEqual({ rewardBatch: 192 });
});

test('channels give way last, and then as little as possible', async () => {
  const proposal = await proposeFitting(settings, within(8 * 16 * 12, [training, scoring]));
  expect(proposal).toEqual({ childrenPerStep: 1, rewardBatch: 16, channels: 12 });
});

test('nothing is proposed where nothing fits', async () => {
  expect(await proposeFitting(settings, within(1, [training]))).toBeNull();
});

test('the proposal always fits, and one step more of any of its settings does not', async () => {
  const grid = { childrenPerStep: 1, batch: 8, rewardBatch: 16, channels: 4 } as const;
  for (let limit = 100; limit < 40_000; limit += 731) {
    const fits = within(limit, [training, scoring]);
    const proposal = await proposeFitting(settings, fits);
    if (proposal === null) continue;
    const fitting = { ...settings, ...proposal };
    expect(await fits(fitting)).toBe(true);
    for (const key of Object.keys(proposal) as (keyof typeof grid)[]) {
      expect(await fits({ ...fitting, [key]: fitting[key] + grid[key] })).toBe(false);
    }
  }
});

test('few estimates are made', async () => {
  let asked = 0;
  await proposeFitting(settings, (s) => {
    asked++;
    return within(8 * 16 * 12, [training, scoring])(s);
  });
  expect(asked).toBeLessThan(20);
});

test('changes are worded by the labels of their settings', () => {
  expect(changesInWords({ batch: 16 })).toBe('batch 16');
  expect(changesInWords({ channels: 4, childrenPerStep: 1, batch: 96 })).toBe(
    'children a weight step 1, batch 96 and channels 4',
  );
});
