import * as tf from '../../../supernet/reference/tf.ts';
import type { Architecture } from '../../../space/space.ts';
import type { Chooser } from './steps.ts';

/**
 * Samples by the inverse of the cumulative distribution: the first choice whose cumulated probability exceeds u, the
 * last where rounding leaves none. `uniforms` as from `drawUniforms`.
 */
export function sampling(uniforms: Float32Array, count: number, decisions: number): Chooser {
  const columns = tf.split(tf.tensor2d(uniforms, [count, decisions]), decisions, 1);
  return (decision, probabilities) => {
    const choices = probabilities.shape[1];
    if (choices === 1) return tf.zeros([count], 'int32');
    const cumulated = tf.cumsum(probabilities, 1).slice([0, 0], [count, choices - 1]);
    const passed = tf.greaterEqual(columns[decision] as tf.Tensor, cumulated);
    return tf.sum(tf.cast(passed, 'int32'), 1);
  };
}

/** Makes given children: what teaches and scores. */
export function teacherForcing(architectures: readonly Architecture[]): Chooser {
  return (decision) =>
    tf.tensor1d(
      architectures.map((architecture) => architecture[decision] ?? 0),
      'int32',
    );
}

/** The likeliest choice, the first of equals. */
export const likeliest: Chooser = (_, probabilities) => tf.argMax(probabilities, 1);
