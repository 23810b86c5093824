import { choice, number, type Setting } from './setting.ts';

/** What a child is rewarded for. */
export const rewardSettings = {
  rewardBatch: number({
    link: 'rbatch',
    group: 'strategy',
    label: 'reward batch',
    hint: 'Validation images that score each child of an update.',
    default: 64,
    min: 16,
    max: 256,
    step: 16,
    unit: 'images',
  }),
  reward: choice({
    link: 'reward',
    group: 'strategy',
    label: 'reward',
    hint: 'What a child is praised for. Minus cross-entropy ranks children better at this scale; ENAS uses accuracy, and c / perplexity on text.',
    default: 'crossEntropy',
    options: [
      { value: 'crossEntropy', label: 'minus cross-entropy' },
      { value: 'accuracy', label: 'accuracy' },
      { value: 'perplexity', label: 'c / perplexity' },
    ],
  }),
  rewardConstant: number({
    kind: 'real',
    link: 'rc',
    group: 'strategy',
    label: 'reward constant c',
    hint: 'Of the reward c / perplexity, as ENAS has it for text; perplexity is e to the mean cross-entropy.',
    default: 4,
    min: 0.5,
    max: 100,
    step: 0.5,
    advanced: true,
  }),
  costWeight: number({
    kind: 'real',
    link: 'lambda',
    group: 'strategy',
    label: 'price of work λ',
    hint: 'Taken off the reward: λ × the child’s multiply–adds as a part of the most expensive child’s.',
    default: 0,
    min: 0,
    max: 2,
    step: 0.05,
  }),
} as const satisfies Record<string, Setting>;
