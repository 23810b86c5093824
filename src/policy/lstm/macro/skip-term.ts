import * as tf from '../../../supernet/reference/tf.ts';

/** The pull of skip decisions towards a rate: a term of the loss (methods/enas (8)). */
export interface SkipTerm {
  /** ρ, strictly between 0 and 1. */
  readonly skipTarget: number;
  /** w_s; 0 leaves the skips to the reward. */
  readonly skipWeight: number;
  /**
   * The probability whose distance to ρ the term measures. `rate`: the one with which skips are sampled, σ(2z), so
   * that ρ is the share of skips. `code`: σ(z), as in the ENAS code, which is nearest ρ = .4 at a share of .31.
   */
  readonly skipForm: 'rate' | 'code';
}

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
