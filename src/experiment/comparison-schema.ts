import * as v from 'valibot';
import { count, finite, fraction, notation, notNegative, word } from './record-fields.ts';

/** Raised when the meaning of a field changes; additions that a reader may ignore do not count. */
export const COMPARISON_SCHEMA = 1;

const scored = v.strictObject({
  notation,
  reward: finite,
  accuracy: fraction,
  crossEntropy: notNegative,
  images: count,
  multiplyAdds: count,
});

const run = v.strictObject({
  variant: count,
  seed: count,
  /** Why it has no outcome, as one sentence; null where it has. */
  failure: v.nullable(v.pipe(v.string(), v.maxLength(1_000))),
  childSteps: count,
  scoredBatches: notNegative,
  /** Time spent searching. */
  seconds: notNegative,
  /** The highest reward so far wherever it rose, with the accuracy of its child. */
  best: v.strictObject({
    childSteps: v.array(notNegative),
    reward: v.array(finite),
    accuracy: v.array(fraction),
  }),
  /** What the search stands for in the end, best first. */
  derived: v.array(scored),
});

/**
 * A child trained from scratch and tested: one that a search found, or a control. No result where its training failed.
 */
const trained = v.strictObject({
  seed: count,
  role: v.picklist(['searched', 'hand-made', 'trivial']),
  notation,
  result: v.nullable(
    v.strictObject({
      testAccuracy: fraction,
      testCrossEntropy: notNegative,
      testImages: count,
      parameters: count,
      multiplyAdds: count,
    }),
  ),
});

/** The shape of a comparison's record. Settings, notations and places of runs are checked afterwards. */
export const comparisonSchema = v.strictObject({
  schema: v.literal(COMPARISON_SCHEMA),
  kind: v.literal('comparison'),
  settings: v.unknown(),
  adapter: v.strictObject({ backend: word, form: word, vendor: word, architecture: word }),
  versions: v.record(word, word),
  runs: v.array(run),
  trained: v.array(trained),
});

export type ComparisonShape = v.InferOutput<typeof comparisonSchema>;
