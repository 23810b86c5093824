import { evaluatedSeries } from '../series.ts';
import { aloneSettings } from '../settings/alone.ts';
import { budgetSettings } from '../settings/budget.ts';
import type { CommonSettings } from '../settings/common.ts';
import type { Setting, ValuesOf } from '../settings/setting.ts';
import { evenBars } from './bars.ts';
import type { Method } from './method.ts';
import { aloneOutline, deriveBatchesOf } from './shared.ts';

const settings = { ...budgetSettings, ...aloneSettings } as const satisfies Record<string, Setting>;

type Values = CommonSettings & ValuesOf<typeof settings>;

/** Random search without sharing (methods/enas 7.2). */
export const randomScratch = {
  id: 'random-scratch',
  label: 'random search, each alone',
  name: 'random search, each alone',
  summary: 'Uniform children are trained alone for a few steps each; the best on validation is kept.',
  paper: null,
  settings,
  evaluation: 'child',
  policy: false,
  steps: ['child'],
  bars: evenBars,
  series: evaluatedSeries,
  words: {
    part: { label: 'children', before: ['sample'], after: [] },
    evaluatePhase: (how) => `Children are drawn evenly and ${how}.`,
    derivesFrom: 'the best so far',
    derives: () => 'keeps the best child',
  },
  shares: () => false,
  trainsOnUniform: () => true,
  batchesPerReward: deriveBatchesOf,
  outline: ({ aloneSteps }: Values, { childSteps }) => aloneOutline(1, Math.floor(childSteps / aloneSteps), null),
  leastChildSteps: ({ aloneSteps }: Values) => ({ childSteps: aloneSteps, against: 'aloneSteps' }),
  conflicts: () => [],
} as const satisfies Method;
