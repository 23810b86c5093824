import { childRewardSeries, entropySeries, probeSeries, sharedWeightSeries } from '../series.ts';
import type { CommonSettings } from '../settings/common.ts';
import { controllerSettings } from '../settings/controller.ts';
import { scheduleSettings } from '../settings/schedule.ts';
import { choice, type Setting, type ValuesOf } from '../settings/setting.ts';
import { skipSettings } from '../settings/skips.ts';
import { childrenPerStepSetting } from '../settings/weights.ts';
import { policyBars } from './bars.ts';
import type { Method } from './method.ts';
import { sharedSteps } from './shared.ts';

const settings = {
  ...scheduleSettings,
  ...childrenPerStepSetting,
  ...controllerSettings,
  ...skipSettings,
  trainOn: choice({
    link: 'on',
    group: 'weights',
    label: 'train weights on',
    hint: 'Whose children the shared weights are trained on.',
    default: 'uniform',
    options: [
      { value: 'policy', label: 'children of the policy' },
      { value: 'uniform', label: 'uniform children' },
    ],
  }),
} as const satisfies Record<string, Setting>;

type Values = CommonSettings & ValuesOf<typeof settings>;

/** ENAS (methods/enas). */
export const enas = {
  id: 'enas',
  label: 'ENAS: sample, share, reinforce',
  name: 'ENAS',
  summary:
    'An LSTM controller samples children of one supernet; it learns by REINFORCE from their validation scores, the ' +
    'shared weights learn by gradient descent from the children.',
  paper: 'Pham et al., Efficient neural architecture search via parameter sharing, 2018',
  settings,
  evaluation: 'policy update',
  policy: true,
  steps: ['weights', 'policy', 'round'],
  bars: policyBars,
  series: [...sharedWeightSeries, ...probeSeries, ...childRewardSeries, entropySeries],
  words: {
    part: { label: 'policy', before: ['sample'], after: ['update'] },
    weightsPhase: 'The policy stands still; sampled children train the weights they share.',
    derivesFrom: 'children of the policy',
    derives: (children) => `samples ${children} children and keeps the best`,
  },
  shares: () => true,
  trainsOnUniform: ({ trainOn }: Values) => trainOn === 'uniform',
  batchesPerReward: () => 1,
  outline: (values: Values, budget) => ({
    rounds: values.rounds,
    warmUpSteps: values.warmUpSteps,
    steps: sharedSteps(values, budget),
    stepsPerRound: values.stepsPerRound,
    evaluationsPerRound: values.updatesPerRound,
    evaluationsPerUpdate: 1,
  }),
  leastChildSteps: () => null,
  conflicts: () => [],
} as const satisfies Method;
