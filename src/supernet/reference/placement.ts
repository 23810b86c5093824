import type { Layout, Slot } from './layout.ts';
import * as tf from './tf.ts';

/**
 * Where the weights of some slots, lying end to end, belong among all. Made and used within one `tf.tidy`.
 */
export class Placement {
  /** For every shared weight, whether it is one of them. */
  readonly mask: tf.Tensor1D;
  readonly #source: tf.Tensor1D;

  constructor(layout: Layout, slots: readonly Slot[]) {
    const sources = new Int32Array(layout.size).fill(-1);
    let at = 0;
    for (const { offset, size } of slots) {
      for (let i = 0; i < size; i++) sources[offset + i] = at++;
    }
    const places = tf.tensor1d(sources, 'int32');
    this.mask = tf.greaterEqual(places, tf.scalar(0, 'int32'));
    this.#source = tf.maximum(places, tf.scalar(0, 'int32'));
  }

  /** A vector of all shared weights: `values` at their places, the others taken from `rest`. */
  spread(values: tf.Tensor1D, rest: tf.Tensor1D): tf.Tensor1D {
    return tf.where(this.mask, tf.gather(values, this.#source), rest);
  }
}
