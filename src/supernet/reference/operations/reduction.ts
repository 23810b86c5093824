import * as tf from '../tf.ts';
import { batchNorm } from './batch-norm.ts';
import type { Maps, Weights } from './weights.ts';

/**
 * ReLU, factorised reduction, batch-norm (methods/enas 3.4): [B, H, W, Cin] to [B, ⌈H/2⌉, ⌈W/2⌉, C].
 */
export function reduce(x: Maps, weights: Weights, prefix: string): Maps {
  const paths = factorisedReduction(
    tf.relu(x),
    weights(`${prefix}/path0`) as tf.Tensor4D,
    weights(`${prefix}/path1`) as tf.Tensor4D,
  );
  return batchNorm(paths, weights, prefix);
}

/**
 * Every other pixel through one 1×1 convolution, beside every other pixel of the maps shifted by (1, 1) through
 * another. The shift pads a row and a column of zeros at the far ends first, so that odd sides work: the padded form
 * of ENAS, not that of DARTS.
 */
export function factorisedReduction(x: Maps, path0: tf.Tensor4D, path1: tf.Tensor4D): Maps {
  const padded = tf.pad(x, [
    [0, 0],
    [0, 1],
    [0, 1],
    [0, 0],
  ]);
  const shifted = tf.slice(padded, [0, 1, 1, 0], x.shape);
  return tf.concat([tf.conv2d(x, path0, 2, 'same'), tf.conv2d(shifted, path1, 2, 'same')], 3);
}
