import type { NamedMeasure } from './measure.ts';

/** e to the mean cross-entropy: among how many equally likely characters a network chooses, in effect. */
export const perplexity: NamedMeasure<'perplexity'> = {
  name: 'perplexity',
  lowerIsBetter: true,
  resultKey: 'sharedPerplexity',
  // Beyond a million it has learned nothing: no text here has so many characters to tell apart.
  range: [1, 1_000_000],
  of: (score) => Math.exp(score.crossEntropy),
  merit: (score) => -score.crossEntropy,
  readFrom: (reward) => reward !== 'accuracy',
  ofMean: (mean, { reward, rewardConstant }) =>
    reward === 'perplexity' ? rewardConstant / mean.reward : Math.exp(-mean.reward),
};
