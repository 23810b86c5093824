import * as v from 'valibot';

/** Raised when the meaning of a field changes; additions that a reader may ignore do not count. */
export const RECORD_SCHEMA = 1;

const column = <T>(item: v.GenericSchema<unknown, T>) => v.array(item);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const notNegative = v.pipe(v.number(), v.finite(), v.minValue(0));
const word = v.pipe(v.string(), v.maxLength(200));
/** A child in the notation of `Space.print`. */
const notation = v.pipe(v.string(), v.maxLength(2_000));

const score = { reward: finite, accuracy: fraction, crossEntropy: notNegative, images: count };
const meanScore = v.strictObject({ reward: finite, accuracy: fraction });

const rank = v.strictObject({ better: count, of: count, p: fraction });

const cell = v.strictObject({
  role: v.picklist(['derived', 'hand-made', 'random', 'own']),
  notation,
  testAccuracy: fraction,
  testCrossEntropy: notNegative,
  testImages: count,
  trainLoss: finite,
  parameters: count,
  multiplyAdds: count,
  hasConvolution: v.boolean(),
});

/** One table: columns of equal length, so that they load into any data frame as they are. */
const weights = v.strictObject({
  step: column(count),
  round: column(count),
  warmUp: column(v.boolean()),
  notation: column(notation),
  loss: column(finite),
  accuracy: column(fraction),
  gradientNorm: column(notNegative),
  learningRate: column(notNegative),
});

const policy = v.strictObject({
  update: column(count),
  round: column(count),
  step: column(count),
  baseline: column(finite),
  entropy: column(notNegative),
  gradientNorm: column(notNegative),
  /** update × decision × choice */
  marginals: column(v.array(v.array(fraction))),
  probe: column(
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
  update: column(count),
  number: column(count),
  notation: column(notation),
  reward: column(finite),
  accuracy: column(fraction),
  crossEntropy: column(notNegative),
  images: column(count),
  logProbability: column(finite),
  advantage: column(finite),
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
  counters: v.strictObject({ childSteps: count, policyUpdates: count, childrenScored: count, seconds: notNegative }),
  finished: v.boolean(),
  curves: v.strictObject({ weights, policy, children }),
  derived: v.array(derived),
  result: v.nullable(v.strictObject({ notation, sharedAccuracy: fraction })),
  retrain: v.exactOptional(
    v.strictObject({
      /** Of the derived cell; null until it is trained. */
      testAccuracy: v.nullable(fraction),
      /** Test accuracies of the random cells. */
      random: column(fraction),
      rank: v.nullable(rank),
      rankWithConvolution: v.nullable(rank),
      cells: v.array(cell),
    }),
  ),
});

export type RecordShape = v.InferOutput<typeof recordSchema>;
