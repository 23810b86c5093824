import { childRewardSeries, entropySeries, evaluatedSeries } from '../series.ts';
import { aloneSettings } from '../settings/alone.ts';
import { budgetSettings } from '../settings/budget.ts';
import type { CommonSettings } from '../settings/common.ts';
import { controllerSettings } from '../settings/controller.ts';
import { scheduleSettings } from '../settings/schedule.ts';
import type { Setting, ValuesOf } from '../settings/setting.ts';
import { skipSettings } from '../settings/skips.ts';
import { policyBars } from './bars.ts';
import type { Method } from './method.ts';
import { aloneOutline, deriveBatchesOf } from './shared.ts';

const settings = {
  childrenPerUpdate: scheduleSettings.childrenPerUpdate,
  ...controllerSettings,
  ...skipSettings,
  ...budgetSettings,
  ...aloneSettings,
} as const satisfies Record<string, Setting>;

type Values = CommonSettings & ValuesOf<typeof settings>;

/** REINFORCE without sharing (methods/enas 7.1). */
export const reinforceScratch = {
  id: 'reinforce-scratch',
  label: 'REINFORCE without sharing',
  name: 'REINFORCE without sharing',
  summary:
    'The LSTM controller samples children; each is trained alone for a few steps, and the controller learns by ' +
    'REINFORCE from their validation scores.',
  paper: 'Zoph & Le, Neural architecture search with reinforcement learning, 2017',
  settings,
  evaluation: 'child',
  policy: true,
  steps: ['child', 'policy', 'round'],
  bars: policyBars,
  series: [...evaluatedSeries, ...childRewardSeries, entropySeries],
  words: {
    part: { label: 'policy', before: ['sample'], after: ['update'] },
    evaluatePhase: (how) => `Each sampled child is ${how}; then the policy learns.`,
    derivesFrom: 'the best so far',
    derives: () => 'keeps the best child',
  },
  shares: () => false,
  trainsOnUniform: () => true,
  batchesPerReward: deriveBatchesOf,
  /** A round is one update. */
  outline({ aloneSteps, childrenPerUpdate }: Values, { childSteps }) {
    const children = Math.floor(childSteps / aloneSteps);
    return aloneOutline(Math.floor(children / childrenPerUpdate), childrenPerUpdate, childrenPerUpdate);
  },
  leastChildSteps: ({ aloneSteps, childrenPerUpdate }: Values) => ({
    childSteps: aloneSteps * childrenPerUpdate,
    against: 'aloneSteps',
  }),
  conflicts: () => [],
} as const satisfies Method;
