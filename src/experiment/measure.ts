import type { Family } from '../space/spaces.ts';

/** How well a network predicts: the share of examples that it names right, and the mean cross-entropy in nats. */
export interface Score {
  readonly accuracy: number;
  readonly crossEntropy: number;
}

/** The number that trained networks are told apart by, as their field does: accuracy on images, perplexity on text. */
export interface Measure {
  readonly name: 'accuracy' | 'perplexity';
  /** Whether less of it is better. */
  readonly lowerIsBetter: boolean;
  of(score: Score): number;
  /** Higher for the better network, whatever the measure: what ranks are made by. */
  merit(score: Score): number;
}

const accuracy: Measure = {
  name: 'accuracy',
  lowerIsBetter: false,
  of: (score) => score.accuracy,
  merit: (score) => score.accuracy,
};

const perplexity: Measure = {
  name: 'perplexity',
  lowerIsBetter: true,
  of: (score) => Math.exp(score.crossEntropy),
  merit: (score) => -score.crossEntropy,
};

/** The measure of what a family's networks learn. */
export function measureOf({ family }: { readonly family: Family }): Measure {
  return family === 'recurrent' ? perplexity : accuracy;
}

/** A trained network's score on the test split. */
export function testScoreOf(tested: { readonly testAccuracy: number; readonly testCrossEntropy: number }): Score {
  return { accuracy: tested.testAccuracy, crossEntropy: tested.testCrossEntropy };
}
