import { type OperationId, operationFacts } from '../../../space/macro/operations.ts';
import { keyPrefix } from '../../../space/macro/parameters.ts';
import { averagePool } from '../operations/average-pool.ts';
import { batchNorm } from '../operations/batch-norm.ts';
import { maxPool } from '../operations/max-pool.ts';
import type { Maps, Weights } from '../operations/weights.ts';
import * as tf from '../tf.ts';

/** What follows an operation's 1×1 convolution; the prefix is that of its own keys. */
type Work = (x: Maps, weights: Weights, prefix: string) => Maps;

/** Dense convolution, batch-norm, ReLU; the size is the tensor's own. */
const dense: Work = (x, weights, prefix) => {
  const filter = weights(`${prefix}/weights`) as tf.Tensor4D;
  return tf.relu(batchNorm(tf.conv2d(x, filter, 1, 'same'), weights, prefix));
};

/** Depthwise and pointwise convolution, batch-norm, ReLU. */
const separable: Work = (x, weights, prefix) => {
  const filtered = tf.depthwiseConv2d(x, weights(`${prefix}/depthwise`) as tf.Tensor4D, 1, 'same');
  const mixed = tf.conv2d(filtered, weights(`${prefix}/pointwise`) as tf.Tensor4D, 1, 'same');
  return tf.relu(batchNorm(mixed, weights, prefix));
};

const pools: Readonly<Partial<Record<OperationId, Work>>> = { avg3: averagePool, max3: maxPool };

/**
 * An operation of a layer (methods/enas 3.3): 1×1 convolution, batch-norm, ReLU; then a convolution with batch-norm
 * and ReLU, or a pool. Keeps the shape of the maps.
 */
export function runOperation(operation: OperationId, layer: number, x: Maps, weights: Weights): Maps {
  const entry = keyPrefix.entry(layer, operation);
  const filter = weights(`${entry}/weights`) as tf.Tensor4D;
  const entered: Maps = tf.relu(batchNorm(tf.conv2d(x, filter, 1, 'same'), weights, entry));
  const convolution = operationFacts[operation].kind === 'dense' ? dense : separable;
  return (pools[operation] ?? convolution)(entered, weights, keyPrefix.operation(layer, operation));
}
