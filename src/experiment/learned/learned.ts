import type { Measure } from '../measure.ts';
import type { Settings } from '../settings.ts';

/** What follows from what networks learn from. A task of another kind is one more of these. */
export interface Learned {
  /** What networks name, one by one. */
  readonly noun: 'images' | 'characters';
  readonly measure: Measure;
  /** Predictions of one example that train. */
  trainedIn(settings: Settings): number;
  /** Predictions of one example that count where it is scored. */
  scoredIn(settings: Pick<Settings, 'textSteps'>): number;
  /** What is told apart, where no task is loaded: it decides what a child costs, not its choices. */
  classes(settings: Settings): number;
  /** Examples for search that the device holds, about. */
  examples(settings: Settings): number;
}
