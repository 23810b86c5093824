import * as tf from '../tf.ts';
import type { UpdateRule } from './rule.ts';
import { optimiserState } from './state.ts';

const MOMENTUM = 0.9;

/** Nesterov's momentum as SGD libraries have it (methods/enas (2)): v ← µv + g, w ← w − η(g + µv). */
export const nesterov: UpdateRule<'velocity'> = {
  state: optimiserState.nesterov,
  move({ velocity }, gradient, learningRate) {
    const next = tf.add<tf.Tensor1D>(tf.mul(velocity, MOMENTUM), gradient);
    return {
      state: { velocity: next },
      change: tf.mul(tf.add(gradient, tf.mul(next, MOMENTUM)), -learningRate),
    };
  },
};
