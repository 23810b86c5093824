import { keyPrefix } from '../../../space/micro/parameters.ts';
import * as tf from '../tf.ts';
import { batchNorm } from './batch-norm.ts';
import type { EdgeOperation } from './edge.ts';

/** (ReLU, depthwise k×k, pointwise 1×1, batch-norm) twice (methods/enas 3.4); k is the depthwise tensor's own. */
export const separable: EdgeOperation = (x, { layer, block, side, input, operation }, weights) =>
  ([0, 1] as const).reduce((maps, stack) => {
    const prefix = keyPrefix.separable(layer, block, side, input, operation, stack);
    const depthwise = weights(`${prefix}/depthwise`) as tf.Tensor4D;
    const pointwise = weights(`${prefix}/pointwise`) as tf.Tensor4D;
    const filtered = tf.depthwiseConv2d(tf.relu(maps), depthwise, 1, 'same');
    return batchNorm(tf.conv2d(filtered, pointwise, 1, 'same'), weights, prefix);
  }, x);
