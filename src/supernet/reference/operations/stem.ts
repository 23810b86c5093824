import type { StemPlan } from '../../../space/stem.ts';
import { keyPrefix } from '../../../space/micro/parameters.ts';
import * as tf from '../tf.ts';
import { batchNorm } from './batch-norm.ts';
import type { Maps, Weights } from './weights.ts';

/** Grey images [B, S, S, 1] to maps: a SAME convolution (3×3, or patches side by side), then batch-norm. */
export function stem(images: Maps, { stride }: StemPlan, weights: Weights): Maps {
  const filter = weights(`${keyPrefix.stem}/weights`) as tf.Tensor4D;
  return batchNorm(tf.conv2d(images, filter, stride, 'same'), weights, keyPrefix.stem);
}
