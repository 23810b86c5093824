import * as tf from '../../../supernet/reference/tf.ts';
import type { SkipTerm } from '../macro/skip-term.ts';

/**
 * KL((1 − p, p) ‖ (1 − ρ, ρ)) of each skip in nats, where z are the shaped logits of choosing it and −z of leaving it.
 * Keeps the shape of z.
 */
export function skipDivergence(z: tf.Tensor2D, { skipTarget, skipForm }: SkipTerm): tf.Tensor2D {
  const logit: tf.Tensor2D = skipForm === 'rate' ? tf.mul(z, 2) : z;
  // p ln(p / target) with ln σ(x) = −softplus(−x); not tf.logSigmoid, whose gradient loses its input (tfjs 4.22).
  const part = (signed: tf.Tensor2D, target: number): tf.Tensor2D =>
    tf.neg(tf.mul(tf.sigmoid(signed), tf.add(tf.softplus(tf.neg(signed)), Math.log(target))));
  return tf.add(part(logit, skipTarget), part(tf.neg(logit), 1 - skipTarget));
}
