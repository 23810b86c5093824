import { evaluatedSeries, sharedWeightSeries } from '../series.ts';
import { budgetSettings } from '../settings/budget.ts';
import type { CommonSettings } from '../settings/common.ts';
import { fitnessSettings } from '../settings/fitness.ts';
import { number, type Setting, type ValuesOf } from '../settings/setting.ts';
import { childrenPerStepSetting } from '../settings/weights.ts';
import { evenBars } from './bars.ts';
import type { Method } from './method.ts';
import { deriveBatchesOf, sharedSteps } from './shared.ts';

const settings = {
  ...childrenPerStepSetting,
  ...budgetSettings,
  ...fitnessSettings,
  screenedChildren: number({
    link: 'screened',
    group: 'strategy',
    label: 'children a screening',
    hint: 'Uniform children that each round of scoring looks at.',
    default: 100,
    min: 1,
    max: 1_000,
    step: 1,
  }),
  finalists: number({
    link: 'finalists',
    group: 'strategy',
    label: 'finalists a screening',
    hint: 'The best of each screening, which are scored again on the derive images.',
    default: 5,
    min: 1,
    max: 50,
    step: 1,
  }),
} as const satisfies Record<string, Setting>;

type Values = CommonSettings & ValuesOf<typeof settings>;

/** Random search with weight sharing (methods/enas 7.2). */
export const randomShared = {
  id: 'random-shared',
  label: 'random search, shared weights',
  name: 'random search, shared weights',
  summary:
    'Shared weights are trained on uniform children; then many uniform children are scored on a few validation ' +
    'batches, the best of them on more, and the best is kept.',
  paper: 'Li & Talwalkar, Random search and reproducibility for neural architecture search, 2019',
  settings,
  evaluation: 'child',
  policy: false,
  steps: ['weights', 'child'],
  bars: evenBars,
  series: [...sharedWeightSeries, ...evaluatedSeries],
  words: {
    part: { label: 'children', before: ['sample'], after: [] },
    evaluatePhase: (how) => `Children are drawn evenly and ${how}.`,
    derivesFrom: 'the best so far',
    derives: () => 'keeps the best child',
  },
  shares: () => true,
  trainsOnUniform: () => true,
  batchesPerReward: ({ fitnessBatches }: Values) => fitnessBatches,
  /** All steps, then as many whole screenings as the scored batches pay for. */
  outline(values: Values, budget) {
    const { screenedChildren, fitnessBatches, finalists } = values;
    const screening = screenedChildren * fitnessBatches + finalists * deriveBatchesOf(values);
    const screenings = Math.max(1, Math.floor(budget.scoredBatches / screening));
    const steps = sharedSteps(values, budget);
    return {
      rounds: 1,
      warmUpSteps: 0,
      steps,
      stepsPerRound: steps,
      evaluationsPerRound: screenings * screenedChildren,
      evaluationsPerUpdate: null,
    };
  },
  leastChildSteps: ({ childrenPerStep }) => ({ childSteps: childrenPerStep, against: 'warmUpSteps' }),
  conflicts: ({ finalists, screenedChildren }: Values) =>
    finalists <= screenedChildren
      ? []
      : [
          {
            key: 'finalists',
            against: 'screenedChildren',
            sentence: `A screening of ${screenedChildren} children cannot have ${finalists} finalists.`,
          },
        ],
} as const satisfies Method;
