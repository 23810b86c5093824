import { number, type Setting } from './setting.ts';

/** How the outcome is compared. */
export const retrainSettings = {
  retrainSteps: number({
    link: 'rsteps',
    group: 'retrain',
    label: 'steps from scratch',
    hint: 'Training steps that every compared cell gets, on train and validation together.',
    default: 200,
    min: 10,
    max: 5_000,
    step: 10,
    unit: 'steps',
  }),
  retrainRandom: number({
    link: 'k',
    group: 'retrain',
    label: 'random cells',
    hint: 'Uniformly drawn cells trained beside the derived one.',
    default: 8,
    min: 0,
    max: 40,
    step: 1,
  }),
  rankedChildren: number({
    link: 'ranked',
    group: 'retrain',
    label: 'children ranked',
    hint: 'Children trained alone to see whether shared weights rank them right.',
    default: 10,
    min: 4,
    max: 100,
    step: 1,
  }),
  retrainLearningRate: number({
    kind: 'real',
    link: 'rlr',
    group: 'retrain',
    label: 'learning rate from scratch',
    hint: 'Adam, falling to zero as one cosine.',
    default: 0.03,
    min: 0.001,
    max: 0.2,
    step: 0.001,
    scale: 'log',
    advanced: true,
  }),
} as const satisfies Record<string, Setting>;
