import * as tf from '../../supernet/reference/tf.ts';
import type { PolicySample } from '../policy.ts';
import type { DecisionTensors } from './steps.ts';
import { total } from './total.ts';

/**
 * Everything that a rollout found out, in one tensor [n, …], so that one read brings it home: log π, entropy, tokens,
 * then the distributions, all in decision order. Call it within `tf.tidy`.
 */
export function pack(decisions: readonly DecisionTensors[]): tf.Tensor2D {
  const tokens = decisions.map((decision) => tf.cast(decision.tokens, 'float32'));
  return tf.concat(
    [
      tf.expandDims<tf.Tensor2D>(total(decisions.map((decision) => decision.logProbability)), 1),
      tf.expandDims<tf.Tensor2D>(total(decisions.map((decision) => decision.entropy)), 1),
      tf.stack(tokens, 1) as tf.Tensor2D,
      ...decisions.map((decision) => decision.probabilities),
    ],
    1,
  );
}

/** The samples in what `pack` made; `choices` is the number of choices of each decision. */
export function unpack(values: ArrayLike<number>, choices: readonly number[]): PolicySample[] {
  const all = Float32Array.from(values);
  const width = 2 + choices.length + choices.reduce((sum, count) => sum + count, 0);
  return Array.from({ length: all.length / width }, (_, child) => {
    const row = all.subarray(child * width, (child + 1) * width);
    let at = 2 + choices.length;
    return {
      logProbability: row[0] ?? 0,
      entropy: row[1] ?? 0,
      architecture: [...row.subarray(2, at)],
      distributions: choices.map((count) => row.slice(at, (at += count))),
    };
  });
}
