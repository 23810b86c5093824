import * as tf from '../../../supernet/reference/tf.ts';
import type { DecisionTensors } from './steps.ts';
import { total } from './total.ts';

/**
 * Everything that a rollout found out, in one tensor [n, …], so that one read brings it home: log π, entropy, tokens,
 * then the distributions, all in decision order, as `samplesOf` reads them. Call it within `tf.tidy`.
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
