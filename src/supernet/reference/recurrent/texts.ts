import type { RecurrentConfig } from '../../../space/recurrent/config.ts';
import type { Batch, Split, SplitData, TextSplit } from '../../../task/task.ts';
import { checkRows } from '../../check-images.ts';
import { checkedText } from '../../check-text.ts';
import * as tf from '../tf.ts';

/** The texts of a task. They stay in memory: a batch is a few thousand bytes. */
export class Texts {
  readonly #splits = new Map<Split, TextSplit>();
  readonly #config: RecurrentConfig;

  constructor(config: RecurrentConfig) {
    this.#config = config;
  }

  /** Replaces what the split had. Throws a `RangeError` if the text does not fit the network. */
  add(split: Split, data: SplitData): void {
    this.#splits.set(split, checkedText(split, data, this.#config));
  }

  /**
   * Characters [steps, B] as numbers, and those that follow them from step `skip` on, one-hot [(steps − skip) · B, V],
   * step after step. Throws a `RangeError` on a row that is not there.
   */
  batch(batch: Batch, skip: number): { inputs: tf.Tensor2D; targets: tf.Tensor2D } {
    const { split, indices } = batch;
    const data = this.#splits.get(split);
    if (data === undefined) throw new RangeError(`The ${split} examples are not loaded.`);
    checkRows(batch, data.count);
    const { steps, vocabulary } = this.#config;
    const columns = Array.from({ length: steps + 1 }, (_, step) =>
      Array.from(indices, (row) => data.symbols[row * steps + step] as number),
    );
    const following = tf.tensor1d(columns.slice(1 + skip).flat(), 'int32');
    return {
      inputs: tf.tensor2d(columns.slice(0, steps).flat(), [steps, indices.length], 'int32'),
      targets: tf.oneHot(following, vocabulary).toFloat() as tf.Tensor2D,
    };
  }
}
