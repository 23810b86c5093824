import { definePreset } from '../preset.ts';

/**
 * 4×4 patches of 28×28 pixels give 7×7 maps: the cheapest network on which architectures still differ. Two nodes a
 * cell, since so short a search trains the shared weights of a third too little: see docs/methods/defaults.
 */
export const quickTour = definePreset({
  id: 'quick-tour',
  label: 'Quick tour',
  summary: 'Everything once, small: digits in 4 × 4 patches, a short search and a short comparison.',
  changes: {
    dataset: 'mnist',
    imageSide: '28',
    nodes: 2,
    stem: 'patch4',
    warmUpSteps: 100,
    rounds: 10,
    stepsPerRound: 15,
    updatesPerRound: 12,
    policyLearningRate: 0.015,
    deriveChildren: 30,
    deriveImages: 192,
    retrainSteps: 100,
    retrainRandom: 5,
    aloneSteps: 40,
    populationSize: 8,
    rankedChildren: 6,
  },
});
