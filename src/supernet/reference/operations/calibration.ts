import * as tf from '../tf.ts';
import { batchNorm } from './batch-norm.ts';
import type { Maps, Weights } from './weights.ts';

/** ReLU, 1×1 convolution, batch-norm: brings a cell's input to the cell's channels (methods/enas 3.4). */
export function calibrate(x: Maps, weights: Weights, prefix: string): Maps {
  const filter = weights(`${prefix}/weights`) as tf.Tensor4D;
  return batchNorm(tf.conv2d(tf.relu(x), filter, 1, 'same'), weights, prefix);
}
