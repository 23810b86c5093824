import { number, type Setting } from './setting.ts';

/** Children that are each trained alone. */
export const aloneSettings = {
  aloneSteps: number({
    link: 'alone',
    group: 'strategy',
    label: 'steps for each child alone',
    hint: 'Training steps from scratch before a child is scored, where children share no weights.',
    default: 60,
    min: 10,
    max: 2_000,
    step: 10,
    unit: 'steps',
  }),
} as const satisfies Record<string, Setting>;
