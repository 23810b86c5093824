import * as tf from '../tf.ts';
import type { UpdateRule } from './rule.ts';
import { optimiserState } from './state.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma and Ba 2015, algorithm 1). The bias corrections 1 − βᵗ count the steps of each key by itself: a key
 * first used late starts as carefully as one used from the start.
 */
export const adam: UpdateRule<'mean' | 'square'> = {
  state: optimiserState.adam,
  move({ mean, square }, gradient, learningRate, perWeight) {
    const nextMean = tf.add<tf.Tensor1D>(tf.mul(mean, BETA_1), tf.mul(gradient, 1 - BETA_1));
    const nextSquare = tf.add<tf.Tensor1D>(tf.mul(square, BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2));
    const unbiasedMean = tf.div(
      nextMean,
      perWeight((steps) => 1 - BETA_1 ** steps),
    );
    const unbiasedSquare = tf.div(
      nextSquare,
      perWeight((steps) => 1 - BETA_2 ** steps),
    );
    return {
      state: { mean: nextMean, square: nextSquare },
      change: tf.mul(tf.div(unbiasedMean, tf.add(tf.sqrt(unbiasedSquare), EPSILON)), -learningRate),
    };
  },
};
