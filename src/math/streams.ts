/** The purposes for which random numbers are drawn; each has its own stream, so that one never shifts another. */
export const streamNames = [
  'data-order',
  'reward-order',
  'weight-init',
  'policy-init',
  'policy-sampling',
  'uniform-sampling',
  'derive',
  'retrain',
  'mutation',
] as const;
export type StreamName = (typeof streamNames)[number];

/** Streams that parts of one name have room for: a new name must not meet the first one's next part. */
export const MOST_STREAM_NAMES = 256;

/*
 * Parts of a stream, where it serves more than one purpose. Stored runs and their seeds depend on these numbers: a new
 * purpose takes a new one, and none is changed or used again.
 */

/** Children that a policy is probed with, so that probes do not shift the uniform children trained on. */
export const PROBE_PART = 1;
/** Uniform children that are screened by shared weights. */
export const SCREENING_PART = 2;
/** Uniform children that are each trained alone. */
export const ALONE_PART = 3;

/** Candidates among which the end derives; looking on the way does not change them. */
export const FINAL_DERIVE_PART = 1;
/** Candidates derived when a visitor asks. */
export const ASKED_DERIVE_PART = 2;
/** Candidates of a search that has evaluated none yet. */
export const UNSEEN_PART = 3;

/** Where climbs of local search start, and in which order neighbours are tried. */
export const CLIMB_PART = 1;

/** Which random cells are retrained beside the derived one. */
export const CELLS_PART = 0;
/** The order of training examples when retraining. */
export const TRAIN_PART = 1;
/** The order of test examples. */
export const TEST_PART = 2;
/** The cells that the trivial predictor picks from. */
export const TRIVIAL_PART = 3;
/** The pool of children from which a ranking takes those that it trains. */
export const POOL_PART = 4;
/** The validation examples on which a ranking scores its pool. */
export const IMAGES_PART = 5;
/** The resampled children of a ranking's intervals. */
export const BOOTSTRAP_PART = 6;

/** Every part that is drawn from, by stream; `null`: one part for each of the space's weights, by its place. */
export const streamParts: Readonly<Record<StreamName, readonly number[] | null>> = {
  'data-order': [0],
  'reward-order': [0],
  'weight-init': null,
  'policy-init': [0],
  'policy-sampling': [0],
  'uniform-sampling': [0, PROBE_PART, SCREENING_PART, ALONE_PART],
  derive: [0, FINAL_DERIVE_PART, ASKED_DERIVE_PART, UNSEEN_PART],
  retrain: [CELLS_PART, TRAIN_PART, TEST_PART, TRIVIAL_PART, POOL_PART, IMAGES_PART, BOOTSTRAP_PART],
  mutation: [0, CLIMB_PART],
};

/** The index of a part's stream, by which Philox's counter tells it from all others. */
export function streamIndex(name: StreamName, part: number): number {
  return streamNames.indexOf(name) + part * MOST_STREAM_NAMES;
}
