import type { Conflict } from '../conflict.ts';
import type { Measure } from '../measures/measures.ts';
import type { AnyValues, Setting } from '../settings/setting.ts';

/**
 * What follows from what networks learn from. Its functions take the values of its own settings and of the common ones
 * that they need. A new kind is one more of these, a line in `kinds.ts`, and an entry of the tables that must have all
 * kinds: `search/task-kinds/`, `worker/task-kinds/` and `app/task-kinds/`.
 */
export interface TaskKindDescriptor {
  /** What networks name, one by one: predictions are counted in them. */
  readonly noun: string;
  /** What batches are counted in. */
  readonly exampleNoun: string;
  /** One prediction and one example, as in “multiply–adds an image”. */
  readonly perPrediction: string;
  readonly perExample: string;
  readonly measure: Measure;
  /** Which data, and how they are cut: settings that nothing else has. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** Keys of common settings that only kinds and families that name them have. */
  readonly uses: readonly string[];
  /** Predictions of one example that train. */
  trainedIn(settings: AnyValues): number;
  /** Predictions of one example that count where it is scored. */
  scoredIn(settings: AnyValues): number;
  /** What is told apart, where no task is loaded: it decides what a child costs, not its choices. */
  classes(settings: AnyValues): number;
  /** Examples for search that the device holds, about. */
  examples(settings: AnyValues): number;
  /** What the data have to be enough for. */
  conflicts(settings: AnyValues): readonly Conflict[];
  /** Whether the data are the visitor's own text. */
  needsOwnText(settings: AnyValues): boolean;
}
