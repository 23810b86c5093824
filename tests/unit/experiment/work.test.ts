import { expect, test } from 'vitest';
import { bytesInWords } from '../../../src/experiment/bytes.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';
import { plannedWork } from '../../../src/experiment/work.ts';

const settings = {
  ...defaultSettings,
  warmUpSteps: 10,
  rounds: 2,
  stepsPerRound: 5,
  childrenPerStep: 3,
  batch: 8,
  updatesPerRound: 4,
  childrenPerUpdate: 6,
  rewardBatch: 16,
  deriveChildren: 7,
  deriveImages: 64,
};

test('a search is its steps three times forward, its scores and its deriving', () => {
  expect(plannedWork(settings, 1)).toBe(20 * 3 * 8 * 3 + 8 * 6 * 16 + 8 * 64);
  expect(plannedWork(settings, 1_000)).toBe(1_000 * plannedWork(settings, 1));
});

test('of text, an example is a window of characters', () => {
  const text = { ...settings, family: 'recurrent', textSteps: 16 } as const;
  expect(plannedWork(text, 1)).toBe(16 * plannedWork(settings, 1));
});

test('a strategy with a budget of its own does that much', () => {
  const half = { ...settings, strategy: 'evolution', budget: 30 } as const;
  expect(plannedWork(half, 1)).toBe(30 * 8 * 3 + (8 * 6 + 8 * 4) * (30 / 60) * 16);
});

test('bytes take the unit that keeps them short', () => {
  expect([512e3, 3.14e6, 9.96e6, 88e6, 999.4e6, 999.6e6, 1.07e9, 37.4e9].map(bytesInWords)).toEqual([
    '512 kB',
    '3.1 MB',
    '10 MB',
    '88 MB',
    '999 MB',
    '1.0 GB',
    '1.1 GB',
    '37 GB',
  ]);
});
