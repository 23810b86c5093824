import * as tf from '../../../supernet/reference/tf.ts';

/** Constants of the ENAS scripts (methods/enas section 6); β₁ is 0 there, so the first moment is the gradient itself. */
const BETA_2 = 0.999;
const EPSILON = 1e-3;

/**
 * One step of Adam with β₁ = 0 on one tensor; `steps` counts from 1. In the form of Kingma and Ba 2015, end of section 2,
 * which TensorFlow's optimiser and so the ENAS scripts use: ε stands beside the root of the uncorrected second moment,
 * so the first steps are small. With ε beside the corrected one they saturated the attention at a learning rate of .02:
 * input choices stayed uniform for good (measured, 3 nodes, 64 hidden units, 150 updates).
 * Returns the new value and second moment; call it within `tf.tidy`.
 */
export function adamStep<T extends tf.Tensor>(
  value: T,
  gradient: T,
  secondMoment: T,
  steps: number,
  learningRate: number,
): { value: T; secondMoment: T } {
  const moment: T = tf.add(tf.mul(secondMoment, BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2));
  const rate = learningRate * Math.sqrt(1 - BETA_2 ** steps);
  return {
    value: tf.sub(value, tf.mul(rate, tf.div(gradient, tf.add(tf.sqrt(moment), EPSILON)))),
    secondMoment: moment,
  };
}
