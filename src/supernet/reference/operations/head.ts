import { keyPrefix } from '../../../space/micro/parameters.ts';
import * as tf from '../tf.ts';
import type { Maps, Weights } from './weights.ts';

/** Global average pool, then a linear layer without bias: logits [B, classes] (methods/enas 3.4, without dropout). */
export function head(x: Maps, weights: Weights): tf.Tensor2D {
  return tf.matMul(tf.mean<tf.Tensor2D>(x, [1, 2]), weights(`${keyPrefix.classifier}/weights`));
}
