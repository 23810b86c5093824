import type { Family } from '../space/spaces.ts';
import { learnedOf } from './learning.ts';

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

/** The measure of what a family's networks learn. */
export function measureOf(settings: { readonly family: Family }): Measure {
  return learnedOf(settings).measure;
}

/** A trained network's score on the test split. */
export function testScoreOf(tested: { readonly testAccuracy: number; readonly testCrossEntropy: number }): Score {
  return { accuracy: tested.testAccuracy, crossEntropy: tested.testCrossEntropy };
}
