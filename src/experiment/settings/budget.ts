import { number, type Setting } from './setting.ts';

/** Spending as much as another method. */
export const budgetSettings = {
  budget: number({
    link: 'budget',
    group: 'strategy',
    label: 'budget',
    hint: 'Child steps (one child on one training batch) that the search may spend; 0: as many as ENAS would with these settings.',
    default: 0,
    min: 0,
    max: 100_000,
    step: 100,
    unit: 'child steps',
  }),
} as const satisfies Record<string, Setting>;
