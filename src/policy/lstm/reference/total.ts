import * as tf from '../../../supernet/reference/tf.ts';

/**
 * Elementwise sum of tensors of one shape. Not `tf.addN`: on WebGPU it binds one storage buffer a tensor, and with more
 * than seven the device refuses the dispatch in silence and the result is whatever its buffer held (tfjs 4.22).
 */
export function total<T extends tf.Tensor>(tensors: readonly T[]): T {
  return tf.sum(tf.stack([...tensors]), 0);
}
