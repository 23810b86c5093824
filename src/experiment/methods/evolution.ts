import { evaluatedSeries, sharedWeightSeries } from '../series.ts';
import { aloneSettings } from '../settings/alone.ts';
import { budgetSettings } from '../settings/budget.ts';
import type { CommonSettings } from '../settings/common.ts';
import { fitnessFromSetting, fitnessSettings } from '../settings/fitness.ts';
import { scheduleSettings } from '../settings/schedule.ts';
import { number, type Setting, type ValuesOf } from '../settings/setting.ts';
import { childrenPerStepSetting } from '../settings/weights.ts';
import type { Bars } from './bars.ts';
import type { Method } from './method.ts';
import { aloneOutline, deriveBatchesOf, roundsOf, sharedSteps } from './shared.ts';

const settings = {
  ...scheduleSettings,
  ...childrenPerStepSetting,
  ...budgetSettings,
  ...fitnessFromSetting,
  ...aloneSettings,
  populationSize: number({
    link: 'population',
    group: 'strategy',
    label: 'population',
    hint: 'Children alive at once; each new one replaces the oldest.',
    default: 16,
    min: 2,
    max: 200,
    step: 1,
  }),
  tournamentSize: number({
    link: 'tournament',
    group: 'strategy',
    label: 'tournament',
    hint: 'Children drawn from the population, with replacement; the best of them is mutated.',
    default: 5,
    min: 1,
    max: 100,
    step: 1,
  }),
  ...fitnessSettings,
} as const satisfies Record<string, Setting>;

type Values = CommonSettings & ValuesOf<typeof settings>;

/** The population: the children that were evaluated last. */
const populationBars: Bars = {
  title: 'Population',
  about: 'Bars under the nodes are the population: the share of its members that have each choice.',
  value: 'share',
  highest: 'most common',
  over: 'in the population',
  before: 'nothing drawn yet: its first members are drawn evenly',
  members: (evaluated, { populationSize }: Values) => evaluated.slice(-populationSize),
};

const shares = ({ evolutionFitness }: Values): boolean => evolutionFitness === 'shared';

/** Regularised evolution (methods/enas 7.3). */
export const evolution = {
  id: 'evolution',
  label: 'regularised evolution',
  name: 'regularised evolution',
  summary:
    'The best of a few children drawn from a population is changed in one decision and scored; it joins the ' +
    'population, and the oldest child leaves.',
  paper: 'Real et al., Regularized evolution for image classifier architecture search, 2019',
  settings,
  evaluation: 'child',
  policy: false,
  steps: ['weights', 'child', 'round'],
  bars: populationBars,
  series: [...sharedWeightSeries, ...evaluatedSeries],
  words: {
    part: { label: 'children', before: ['pick', 'mutate'], after: [] },
    evaluatePhase: (how) => `The best of a few is changed in one choice, ${how}, and takes the place of the oldest.`,
    derivesFrom: 'the best so far',
    derives: () => 'keeps the best child',
    afterOffspring: () => '; the oldest child leaves the population.',
  },
  shares,
  trainsOnUniform: () => true,
  batchesPerReward: (values: Values) => (shares(values) ? values.fitnessBatches : deriveBatchesOf(values)),
  outline(values: Values, budget) {
    const { aloneSteps, warmUpSteps, stepsPerRound, updatesPerRound, childrenPerUpdate, fitnessBatches } = values;
    if (!shares(values)) return aloneOutline(1, Math.floor(budget.childSteps / aloneSteps), null);
    const steps = sharedSteps(values, budget);
    return {
      rounds: roundsOf(values, steps),
      warmUpSteps,
      steps,
      stepsPerRound,
      evaluationsPerRound: Math.floor((updatesPerRound * childrenPerUpdate) / fitnessBatches),
      evaluationsPerUpdate: null,
    };
  },
  leastChildSteps: (values: Values) =>
    shares(values)
      ? { childSteps: values.childrenPerStep * (values.warmUpSteps + 1), against: 'warmUpSteps' }
      : { childSteps: values.aloneSteps * (values.populationSize + 1), against: 'aloneSteps' },
  conflicts: (values: Values, { evaluationsPerRound }) =>
    !shares(values) || evaluationsPerRound > values.populationSize
      ? []
      : [
          {
            key: 'populationSize',
            against: 'fitnessBatches',
            sentence:
              `A round scores ${evaluationsPerRound} children (updates a round × children per update ÷ reward ` +
              `batches a child), which does not go beyond a population of ${values.populationSize}.`,
          },
        ],
} as const satisfies Method;
