import * as tf from '../../../supernet/reference/tf.ts';

/** bound · tanh(raw / T), elementwise. */
export function shapeLogits(raw: tf.Tensor2D, bound: number, temperature: number): tf.Tensor2D {
  return tf.mul(tf.tanh(tf.div(raw, temperature)), bound);
}
