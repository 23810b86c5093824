import type { Score } from '../score.ts';

/** The number that trained networks are told apart by, as their field does: accuracy on images, perplexity on text. */
export interface NamedMeasure<Name extends string> {
  readonly name: Name;
  /** Whether less of it is better. */
  readonly lowerIsBetter: boolean;
  /** Field of a record's result that keeps it; null where the accuracy that every result has is it. */
  readonly resultKey: string | null;
  /** Values that there can be: what lies outside was not measured. */
  readonly range: readonly [min: number, max: number];
  of(score: Score): number;
  /** Higher for the better network, whatever the measure: what ranks are made by. */
  merit(score: Score): number;
  /** Whether the means over several children tell it, where rewards are of this kind. */
  readFrom(reward: string): boolean;
  /** The measure that the means over several children come to. */
  ofMean(mean: MeanScore, settings: RewardSettings): number;
}

/** Means over several children, or the same of one. */
export interface MeanScore {
  readonly reward: number;
  readonly accuracy: number;
}

/** What a reward means. */
export interface RewardSettings {
  readonly reward: string;
  readonly rewardConstant: number;
}
