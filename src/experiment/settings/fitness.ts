import { choice, number, type Setting } from './setting.ts';

/** Children that are scored one by one on shared weights. */
export const fitnessSettings = {
  fitnessBatches: number({
    link: 'fbatches',
    group: 'strategy',
    label: 'reward batches a child',
    hint: 'Validation batches that score each child on shared weights, the same for all children of a round.',
    default: 2,
    min: 1,
    max: 16,
    step: 1,
    unit: 'batches',
  }),
} as const satisfies Record<string, Setting>;

/** Where the fitness of children comes from; its key is of the first method that had it. */
export const fitnessFromSetting = {
  evolutionFitness: choice({
    link: 'fitness',
    group: 'strategy',
    label: 'fitness from',
    hint: 'Whether children are scored on weights that they share, or each is trained alone for a few steps.',
    default: 'shared',
    options: [
      { value: 'shared', label: 'shared weights' },
      { value: 'alone', label: 'short training alone' },
    ],
  }),
} as const satisfies Record<string, Setting>;
