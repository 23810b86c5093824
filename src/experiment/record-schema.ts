import * as v from 'valibot';
import { count, finite, fraction, notation, notNegative, word } from './record-fields.ts';
import { child, entry, list, measured, nullable, same, Table } from './record-table.ts';
import { studyEntries } from './studies/codecs/codecs.ts';

/** Raised when the meaning of a field changes; additions that a reader may ignore do not count. */
export const RECORD_SCHEMA = 2;
/** Schemas that are read: 1 has every setting that there was then, 2 may lack some and have others. */
export const READ_SCHEMAS: readonly number[] = [1, RECORD_SCHEMA];

/** Three decimals: what a bar of a drawing can show. */
const probability = {
  ...same(fraction),
  write: (value: number) => Math.round(value * 1000) / 1000,
};

const meanScore = { reward: measured(finite), accuracy: measured(fraction) };
const score = {
  reward: measured(finite),
  accuracy: measured(fraction),
  crossEntropy: measured(notNegative),
  images: same(count),
};

/** Shared-weight steps. */
export const weightsTable = new Table({
  step: same(count),
  round: same(count),
  warmUp: same(v.boolean()),
  architecture: child,
  others: list(child),
  loss: measured(finite),
  accuracy: measured(fraction),
  gradientNorm: measured(notNegative),
  learningRate: measured(notNegative),
});

/** Policy updates. */
export const policyTable = new Table({
  update: same(count),
  round: same(count),
  step: same(count),
  baseline: measured(finite),
  entropy: measured(notNegative),
  gradientNorm: measured(notNegative),
  /** update × decision × choice */
  marginals: list(list(probability)),
  probe: nullable(
    entry({
      policy: entry(meanScore),
      uniform: entry(meanScore),
      likeliest: entry({ ...meanScore, architecture: child }),
      images: same(count),
    }),
  ),
});

/** Every child that an update scored; `update` says which. */
export const childrenTable = new Table({
  update: same(count),
  number: same(count),
  architecture: child,
  ...score,
  logProbability: measured(finite),
  advantage: measured(finite),
});

/** Every child that a search evaluated outside policy updates. */
export const evaluatedTable = new Table({
  number: same(count),
  round: same(count),
  /** Shared-weight steps done before. */
  step: same(count),
  architecture: child,
  ...score,
  /** Steps that it was trained alone for; 0: scored on shared weights. */
  trainedSteps: same(count),
  parent: nullable(same(count)),
});

/** A method's own series by their ids, one row a measurement. */
const measuredSchema = v.objectWithRest(
  { round: v.array(count), step: v.array(count), evaluation: v.array(count) },
  v.array(v.nullable(v.union([finite, v.array(finite)]))),
);

/** What a search would stand for, all scored on the same images, best first. */
export const derivedEntry = entry({
  round: same(count),
  step: same(count),
  update: same(count),
  images: same(count),
  children: list(entry({ architecture: child, ...score })),
});

/** The run record's shape. Settings and notations are checked afterwards, since the space depends on the settings. */
const entries = {
  schema: v.picklist(READ_SCHEMAS),
  settings: v.unknown(),
  seed: count,
  adapter: v.looseObject({ backend: word, form: word, vendor: word, architecture: word }),
  versions: v.record(word, word),
  counters: v.looseObject({
    /** One child on one training batch is 1. */
    childSteps: count,
    policyUpdates: count,
    childrenScored: count,
    /** One child on one batch of validation images is 1. */
    scoredBatches: v.exactOptional(notNegative),
    seconds: notNegative,
  }),
  finished: v.boolean(),
  curves: v.looseObject({
    weights: weightsTable.schema,
    policy: policyTable.schema,
    children: childrenTable.schema,
    evaluated: v.exactOptional(evaluatedTable.schema),
    measured: v.exactOptional(measuredSchema),
  }),
  derived: v.array(derivedEntry.schema),
  result: v.nullable(
    v.looseObject({
      notation,
      sharedAccuracy: fraction,
      /** Of text. */
      sharedPerplexity: v.exactOptional(notNegative),
    }),
  ),
  ...studyEntries,
};

/** Fields that it does not know are let through, and so kept. */
export const recordSchema = v.looseObject(entries);

export type RecordShape = v.InferOutput<v.StrictObjectSchema<typeof entries, undefined>>;
