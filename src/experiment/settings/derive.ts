import { number, type Setting } from './setting.ts';

/** How the outcome is chosen. */
export const deriveSettings = {
  deriveChildren: number({
    link: 'dn',
    group: 'derive',
    label: 'children to derive from',
    hint: 'Sampled from the policy at the end; the best on validation is kept.',
    default: 50,
    min: 1,
    max: 500,
    step: 1,
  }),
  deriveImages: number({
    link: 'dimages',
    group: 'derive',
    label: 'derive images',
    hint: 'Validation images that score each of them, the same for all.',
    default: 256,
    min: 64,
    max: 1_000,
    step: 64,
    unit: 'images',
  }),
} as const satisfies Record<string, Setting>;
