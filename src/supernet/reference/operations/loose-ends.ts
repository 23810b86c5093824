import { keyPrefix } from '../../../space/micro/parameters.ts';
import * as tf from '../tf.ts';
import { batchNorm } from './batch-norm.ts';
import type { Maps, Weights } from './weights.ts';

/** A node that is joined into its cell's output, with how much of it (1 in a sampled child). */
export interface LooseEnd {
  readonly node: number;
  readonly maps: Maps;
  readonly share?: tf.Scalar;
}

/**
 * The nodes side by side, ReLU, a 1×1 convolution whose rows are gathered node by node, batch-norm: C channels
 * however many nodes are loose (methods/enas 3.4).
 */
export function joinLooseEnds(looseEnds: readonly LooseEnd[], layer: number, weights: Weights): Maps {
  const prefix = keyPrefix.output(layer);
  const maps = looseEnds.map(({ maps, share }) => (share === undefined ? maps : tf.mul<Maps>(maps, share)));
  const rows = tf.concat(looseEnds.map(({ node }) => weights(`${prefix}/node${node}`) as tf.Tensor2D));
  const [channelsIn, channelsOut] = rows.shape;
  const filter = tf.reshape(rows, [1, 1, channelsIn, channelsOut]);
  return batchNorm(tf.conv2d(tf.relu(tf.concat(maps, 3)), filter as tf.Tensor4D, 1, 'same'), weights, prefix);
}
