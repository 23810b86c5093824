import type { ScoredChild, WeightsEvent } from '../../../experiment/events.ts';
import type { RetrainedCell } from '../../../experiment/studies/retraining.ts';
import type { Score } from '../../../experiment/score.ts';
import type { Sentence } from '../sentence.ts';

/** How the page speaks of a measure. Examples that come as text are counted and named: “512 validation images”. */
export interface MeasureWords {
  /** The measure at the beginning of a sentence. */
  readonly capital: string;
  /** What stands before a value that is not named otherwise; may be empty. */
  readonly lead: string;
  /** What stands before the value of a person's own child. */
  readonly yours: string;
  /** What curves are about until there are some. */
  readonly untrained: readonly [number, number];
  /** Whether a mean difference is told, in points: hundredths. */
  readonly inPoints: boolean;
  /** A value from so many examples. */
  value(value: number, examples: number): string;
  /** The same in few digits, where several stand in one line. */
  short(value: number, examples: number): string;
  /** A value at the end of a curve. */
  curve(value: number): string;
  /** A value at the end of an axis; of curves, and of other plots. */
  axis(value: number): string;
  tick(value: number): string;
  /** Room beyond the values of a plot. */
  margin(values: readonly number[]): number;
  /** How one network did, by its value in words. */
  score(value: string, examples: string): Sentence;
  /** The same in few words. */
  tested(value: string, examples: string): string;
  /** What one child got right. */
  child(child: ScoredChild, examples: string): string;
  /** How a training step on so many predictions ended, after its loss. */
  step(event: Pick<WeightsEvent, 'loss' | 'accuracy' | 'others'>, predictions: number): string;
  /** What may be said of a person's own child beside the controller's. */
  beside(own: ScoredChild, controller: ScoredChild): string;
  /** What may be said of the derived network beside the hand-made one; `design` is what they are. */
  handMade(derived: RetrainedCell, handMade: RetrainedCell, design: string): string;
  /** What shared weights tell beside accuracy, on an axis: the better, the farther to one side. */
  readonly sharedAxis: { readonly label: string; of(score: Score): number };
  /** The same of one child, in words. */
  shared(score: Score): string;
  /** Whether the order by such a reward is the order by this measure. */
  isReward(reward: string): boolean;
}
