import { choice, number, type Setting } from './setting.ts';

const ofLayers = { group: 'strategy' } as const;

/** How the controller is held to a share of skips, where layers may skip (methods/enas (8)). */
export const skipSettings = {
  skipTarget: number({
    ...ofLayers,
    kind: 'real',
    link: 'rho',
    label: 'skip target ρ',
    hint: 'The share of all possible skips that the controller is drawn to.',
    default: 0.4,
    min: 0.05,
    max: 0.95,
    step: 0.05,
  }),
  skipWeight: number({
    ...ofLayers,
    kind: 'real',
    link: 'ws',
    label: 'skip weight',
    hint: 'How strongly; at 0 the skips are left to the reward.',
    default: 0.2,
    min: 0,
    max: 2,
    step: 0.05,
  }),
  skipForm: choice({
    ...ofLayers,
    link: 'skips',
    label: 'ρ means',
    hint: 'The share with which skips are sampled, or, as in the ENAS code, a probability that is not it: ρ = .4 then ends at a share of .31.',
    default: 'rate',
    options: [
      { value: 'rate', label: 'the share of skips' },
      { value: 'code', label: 'as in the ENAS code' },
    ],
    advanced: true,
  }),
} as const satisfies Record<string, Setting>;
