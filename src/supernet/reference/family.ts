import type { Architecture } from '../../space/space.ts';
import type { Batch, Split, SplitData } from '../../task/task.ts';
import type { StoredTensor } from '../supernet.ts';
import type { Weights } from './operations/weights.ts';
import type * as tf from './tf.ts';

/** What the children of a training step leave to the next one, by their place among them. */
export interface CarriedStates {
  /** States that the latest step left; they stay the family's. */
  readonly left: readonly tf.Tensor2D[];
  /** The next step, where its batch continues, goes on from these. */
  replace(states: readonly StoredTensor[]): void;
}

/** The networks of one family in plain tfjs, and the examples that they read: one file each, and a line in `families.ts`. */
export interface ReferenceFamily {
  /** Replaces what the split had. Throws a `RangeError` if the examples do not fit the network. */
  addSplit(split: Split, data: SplitData): void;
  /** Inputs and one-hot targets [rows, classes] of a batch. Throws a `RangeError` on an example that is not there. */
  batch(batch: Batch): { readonly inputs: tf.Tensor; readonly targets: tf.Tensor2D };
  /** Logits [rows, classes] of one child; `place` is its place among the children of the step. */
  logits(child: Architecture, inputs: tf.Tensor, weights: Weights, place: number): tf.Tensor2D;
  /** States between batches, of recurrent networks. */
  readonly states?: CarriedStates;
  /** Numbers in each array of mixed weights; empty where the family cannot be mixed. */
  readonly mixedLengths: readonly number[];
  /** Logits [rows, classes] of the network in which every candidate edge is weighted by its z. */
  mixedLogits(z: readonly tf.Tensor1D[], inputs: tf.Tensor, weights: Weights): tf.Tensor2D;
  dispose(): void;
}
