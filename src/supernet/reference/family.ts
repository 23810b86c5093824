import type { Architecture } from '../../space/space.ts';
import type { Batch, Split, SplitData } from '../../task/task.ts';
import type { Weights } from './operations/weights.ts';
import type * as tf from './tf.ts';

/** The networks of one family in plain tfjs, and the examples that they read: one file each, and a line in `families.ts`. */
export interface ReferenceFamily {
  /** Replaces what the split had. Throws a `RangeError` if the examples do not fit the network. */
  addSplit(split: Split, data: SplitData): void;
  /** Inputs and one-hot targets [rows, classes] of a batch. Throws a `RangeError` on an example that is not there. */
  batch(batch: Batch): { readonly inputs: tf.Tensor; readonly targets: tf.Tensor2D };
  /** Logits [rows, classes] of one child; `place` is its place among the children of the step. */
  logits(child: Architecture, inputs: tf.Tensor, weights: Weights, place: number): tf.Tensor2D;
  /** Numbers in each array of mixed weights; empty where the family cannot be mixed. */
  readonly mixedLengths: readonly number[];
  /** Logits [rows, classes] of the network in which every candidate edge is weighted by its z. */
  mixedLogits(z: readonly tf.Tensor1D[], inputs: tf.Tensor, weights: Weights): tf.Tensor2D;
  dispose(): void;
}
