import type * as tf from '../tf.ts';

/** The tensor of a key. Throws a `RangeError` if the step at hand does not hold it. */
export type Weights = (key: string) => tf.Tensor;

/** Feature maps: [images, side, side, channels]. */
export type Maps = tf.Tensor4D;
