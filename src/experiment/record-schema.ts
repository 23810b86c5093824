import * as v from 'valibot';
import { count, finite, fraction, notation, notNegative, word } from './record-fields.ts';
import { studyEntries } from './studies/codecs/codecs.ts';

/** Raised when the meaning of a field changes; additions that a reader may ignore do not count. */
export const RECORD_SCHEMA = 1;

const score = { reward: finite, accuracy: fraction, crossEntropy: notNegative, images: count };
const meanScore = v.strictObject({ reward: finite, accuracy: fraction });

/** One table: columns of equal length, so that they load into any data frame as they are. */
const weights = v.strictObject({
  step: v.array(count),
  round: v.array(count),
  warmUp: v.array(v.boolean()),
  notation: v.array(notation),
  others: v.array(v.array(notation)),
  loss: v.array(finite),
  accuracy: v.array(fraction),
  gradientNorm: v.array(notNegative),
  learningRate: v.array(notNegative),
});

const policy = v.strictObject({
  update: v.array(count),
  round: v.array(count),
  step: v.array(count),
  baseline: v.array(finite),
  entropy: v.array(notNegative),
  gradientNorm: v.array(notNegative),
  /** update × decision × choice */
  marginals: v.array(v.array(v.array(fraction))),
  probe: v.array(
    v.nullable(
      v.strictObject({
        policy: meanScore,
        uniform: meanScore,
        likeliest: v.strictObject({ ...meanScore.entries, notation }),
        images: count,
      }),
    ),
  ),
});

/** Every child that an update scored; `update` says which. */
const children = v.strictObject({
  update: v.array(count),
  number: v.array(count),
  notation: v.array(notation),
  reward: v.array(finite),
  accuracy: v.array(fraction),
  crossEntropy: v.array(notNegative),
  images: v.array(count),
  logProbability: v.array(finite),
  advantage: v.array(finite),
});

/** Every child that a search looked at outside policy updates. */
const evaluated = v.strictObject({
  number: v.array(count),
  round: v.array(count),
  /** Shared-weight steps done before. */
  step: v.array(count),
  notation: v.array(notation),
  reward: v.array(finite),
  accuracy: v.array(fraction),
  crossEntropy: v.array(notNegative),
  images: v.array(count),
  /** Steps that it was trained alone for; 0: scored on shared weights. */
  trainedSteps: v.array(count),
  parent: v.array(v.nullable(count)),
});

const derived = v.strictObject({
  round: count,
  step: count,
  update: count,
  images: count,
  children: v.array(v.strictObject({ notation, ...score })),
});

/** The run record's shape. Settings and notations are checked afterwards, since the space depends on the settings. */
export const recordSchema = v.strictObject({
  schema: v.literal(RECORD_SCHEMA),
  settings: v.unknown(),
  seed: count,
  adapter: v.strictObject({ backend: word, form: word, vendor: word, architecture: word }),
  versions: v.record(word, word),
  counters: v.strictObject({
    /** One child on one training batch is 1. */
    childSteps: count,
    policyUpdates: count,
    childrenScored: count,
    /** One child on one batch of validation images is 1. */
    scoredBatches: v.exactOptional(notNegative),
    seconds: notNegative,
  }),
  finished: v.boolean(),
  curves: v.strictObject({ weights, policy, children, evaluated: v.exactOptional(evaluated) }),
  derived: v.array(derived),
  result: v.nullable(
    v.strictObject({
      notation,
      sharedAccuracy: fraction,
      /** Of text. */
      sharedPerplexity: v.exactOptional(notNegative),
    }),
  ),
  ...studyEntries,
});

export type RecordShape = v.InferOutput<typeof recordSchema>;
