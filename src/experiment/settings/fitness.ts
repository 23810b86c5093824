import { number, type Setting } from './setting.ts';

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
