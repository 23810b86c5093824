import type { NamedMeasure } from './measure.ts';

/** e to the mean cross-entropy: among how many equally likely characters a network chooses, in effect. */
export const perplexity: NamedMeasure<'perplexity'> = {
  name: 'perplexity',
  lowerIsBetter: true,
  resultKey: 'sharedPerplexity',
  of: (score) => Math.exp(score.crossEntropy),
  merit: (score) => -score.crossEntropy,
  readFrom: (reward) => reward !== 'accuracy',
  ofMean: (mean, { reward, rewardConstant }) =>
    reward === 'perplexity' ? rewardConstant / mean.reward : Math.exp(-mean.reward),
};
