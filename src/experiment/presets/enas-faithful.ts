import { definePreset } from '../preset.ts';

/**
 * The official micro-search script where the scale allows (methods/enas section 6, column of the scripts): its rules
 * and constants as they are; image, width, depth, batch and the length of an epoch are ours.
 */
export const enasFaithful = definePreset({
  id: 'enas-faithful',
  label: 'ENAS as in its scripts',
  summary: 'The authors’ rules and constants: five nodes, accuracy as reward, Nesterov with restarts, no warm-up.',
  changes: {
    nodes: 5,
    stages: 3,
    batch: 64,
    childrenPerStep: 1,
    trainOn: 'policy',
    optimiser: 'nesterov',
    weightLearningRate: 0.05,
    weightLearningRateEnd: 0.01,
    // T₀ = 10 epochs of 50 steps; 30 rounds end where the second period does (methods/enas (3)).
    restartSteps: 500,
    // The scripts' l2 of 1e-4 lacks the factor ½ (methods/enas (2)).
    weightDecay: 0.0002,
    decayUnused: true,
    // The scripts clip a list that they then discard.
    clipNorm: 0,
    warmUpSteps: 0,
    rounds: 30,
    stepsPerRound: 50,
    childrenPerUpdate: 10,
    reward: 'accuracy',
    policyLearningRate: 0.0035,
    tanhConstant: 1.1,
    operationTanhReduction: 2.5,
    convolutionBias: true,
    entropyWeight: 0.0001,
    entropyMode: 'reward',
    baseline: 'moving',
    baselineDecay: 0.99,
  },
});
