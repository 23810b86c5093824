import type { Settings } from '../settings.ts';
import { definePreset } from '../preset.ts';

/** What both recurrent presets share; methods/enas section 6, ours, but for the learning rate. */
export const recurrent = {
  family: 'recurrent',
  weightLearningRate: 0.01,
  clipNorm: 1,
  weightDecay: 0,
  reward: 'perplexity',
} as const satisfies Partial<Settings>;

export const enasRecurrent = definePreset({
  id: 'enas-recurrent',
  label: 'ENAS recurrent on brackets',
  summary:
    'The controller designs a recurrent cell that learns a grammar of nested brackets; the best perplexity that any predictor can reach is known.',
  changes: recurrent,
});
