import * as tf from '../tf.ts';
import type { Maps, Weights } from './weights.ts';

/** Keeps the division finite; methods/enas 3.5. */
const EPSILON = 1e-5;
const ALL_BUT_CHANNELS = [0, 1, 2];

/**
 * Batch-norm (Ioffe and Szegedy 2015) by the statistics of this very batch, also where children are only scored
 * (methods/enas 3.5); then the prefix's own `scale` and `offset`.
 */
export function batchNorm(x: Maps, weights: Weights, prefix: string): Maps {
  return normalise(x, weights(`${prefix}/scale`), weights(`${prefix}/offset`)) as Maps;
}

/** y = γ·x̂ + β with x̂ = (x − mean)/√(variance + ε); its gradient in closed form, since tfjs would keep six maps more. */
const normalise = tf.customGrad((...inputs) => {
  const [x, scale, offset, save] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
  const centred = tf.sub(x, tf.mean(x, ALL_BUT_CHANNELS));
  const variance = tf.mean(tf.square(centred), ALL_BUT_CHANNELS);
  const inverseDeviation = tf.rsqrt(tf.add(variance, EPSILON));
  const normalised = tf.mul(centred, inverseDeviation);
  save([normalised, scale, inverseDeviation]);
  return { value: tf.add(tf.mul(normalised, scale), offset), gradFunc: gradient };
});

function gradient(dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] {
  const [normalised, scale, inverseDeviation] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
  const samples = dy.size / scale.size;
  const dOffset = tf.sum(dy, ALL_BUT_CHANNELS);
  const dScale = tf.sum(tf.mul(dy, normalised), ALL_BUT_CHANNELS);
  const mean = tf.div(tf.add(dOffset, tf.mul(normalised, dScale)), samples);
  return [tf.mul(tf.sub(dy, mean), tf.mul(scale, inverseDeviation)), dScale, dOffset];
}
