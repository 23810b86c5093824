import type { Score } from './score.ts';

/** The number that trained networks are told apart by, as their field does: accuracy on images, perplexity on text. */
export interface Measure {
  readonly name: 'accuracy' | 'perplexity';
  /** Whether less of it is better. */
  readonly lowerIsBetter: boolean;
  of(score: Score): number;
  /** Higher for the better network, whatever the measure: what ranks are made by. */
  merit(score: Score): number;
}
