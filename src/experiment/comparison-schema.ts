import * as v from 'valibot';
import { count, finite, fraction, notation, notNegative, word } from './record-fields.ts';

/** Raised when the meaning of a field changes; additions that a reader may ignore do not count. */
export const COMPARISON_SCHEMA = 2;
/** Schemas that are read: 1 has every setting that there was then, 2 may lack some and have others. */
const READ_SCHEMAS: readonly number[] = [1, COMPARISON_SCHEMA];

const scored = v.looseObject({
  notation,
  reward: finite,
  accuracy: fraction,
  crossEntropy: notNegative,
  images: count,
  multiplyAdds: count,
});

const run = v.looseObject({
  variant: count,
  seed: count,
  /** Why it has no outcome, as one sentence; null where it has. */
  failure: v.nullable(v.pipe(v.string(), v.maxLength(1_000))),
  childSteps: count,
  scoredBatches: notNegative,
  /** Time spent searching. */
  seconds: notNegative,
  /** The highest reward so far wherever it rose, with the accuracy of its child. */
  best: v.looseObject({
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
const trained = v.looseObject({
  seed: count,
  role: v.picklist(['searched', 'hand-made', 'trivial']),
  notation,
  result: v.nullable(
    v.looseObject({
      testAccuracy: fraction,
      testCrossEntropy: notNegative,
      testImages: count,
      parameters: count,
      multiplyAdds: count,
    }),
  ),
});

/** The shape of a comparison's record. Settings, notations and places of runs are checked afterwards. */
const entries = {
  schema: v.picklist(READ_SCHEMAS),
  kind: v.literal('comparison'),
  settings: v.unknown(),
  adapter: v.looseObject({ backend: word, form: word, vendor: word, architecture: word }),
  versions: v.record(word, word),
  runs: v.array(run),
  trained: v.array(trained),
};

/** Fields that it does not know are let through, and so kept. */
export const comparisonSchema = v.looseObject(entries);

export type ComparisonShape = v.InferOutput<v.StrictObjectSchema<typeof entries, undefined>>;
