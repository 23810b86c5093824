import type { Settings } from '../settings.ts';
import { definePreset } from '../preset.ts';

/**
 * What both recurrent presets share (methods/enas section 6, ours), but for sizes that a laptop trains in minutes and a
 * learning rate at which a cell of this width comes within a tenth of the grammar's bound in 250 steps.
 */
export const recurrent = {
  family: 'recurrent',
  width: 48,
  childrenPerStep: 2,
  weightLearningRate: 0.01,
  clipNorm: 1,
  weightDecay: 0,
  warmUpSteps: 120,
  stepsPerRound: 20,
  updatesPerRound: 15,
  reward: 'perplexity',
  deriveChildren: 30,
  retrainSteps: 250,
  retrainLearningRate: 0.015,
  retrainRandom: 5,
  // So many trained alone leave room in the budget for offspring.
  populationSize: 12,
} as const satisfies Partial<Settings>;

export const enasRecurrent = definePreset({
  id: 'enas-recurrent',
  label: 'ENAS recurrent on brackets',
  summary:
    'The controller designs a recurrent cell that learns a grammar of nested brackets; the best perplexity that any predictor can reach is known.',
  changes: recurrent,
});
