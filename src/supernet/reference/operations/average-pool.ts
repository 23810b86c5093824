import * as tf from '../tf.ts';
import type { Maps } from './weights.ts';

const WINDOW = 3;

/**
 * 3×3 average pool, stride 1, SAME: the mean over the pixels that exist. Not `tf.avgPool`, whose gradient divides by
 * 9 at the borders too; a depthwise convolution with ones over the number of pixels has the right one.
 */
export const averagePool = (x: Maps): Maps => {
  const [, height, width, channels] = x.shape;
  const sums = tf.depthwiseConv2d(x, tf.ones([WINDOW, WINDOW, channels, 1]), 1, 'same');
  const counts = pixelsInWindow(height).flatMap((rows) => pixelsInWindow(width).map((columns) => rows * columns));
  return tf.div(sums, tf.tensor4d(counts, [1, height, width, 1]));
};

/** How many pixels of a line each window sees: fewer at the ends. */
function pixelsInWindow(length: number): number[] {
  const reach = (WINDOW - 1) / 2;
  return Array.from({ length }, (_, at) => Math.min(at + reach, length - 1) - Math.max(at - reach, 0) + 1);
}
