import type { ActivationId } from '../../../space/recurrent/activations.ts';
import type { RecurrentConfig } from '../../../space/recurrent/config.ts';
import { outputNodes, type RecurrentCell } from '../../../space/recurrent/decode.ts';
import { nodeKeys } from '../../../space/recurrent/parameters.ts';
import { STATE_BOUND } from '../../../space/recurrent/state.ts';
import type { Weights } from '../operations/weights.ts';
import * as tf from '../tf.ts';

const activate: Readonly<Record<ActivationId, (x: tf.Tensor2D) => tf.Tensor2D>> = {
  tanh: (x) => tf.tanh(x),
  relu: (x) => tf.relu(x),
  identity: (x) => x,
  sigmoid: (x) => tf.sigmoid(x),
};

/**
 * One step of a cell (methods/enas 3.2): embedded characters and states before, both [B, H], to the next states. Every
 * node is a highway, (F1) and (F2): c · f(W^h …) + (1 − c) · input with the gate c = σ(W^c …), where node 0 reads
 * character and state and passes the state on. (F3): the mean of the output nodes, kept within `STATE_BOUND`.
 */
export function runCell(
  config: RecurrentConfig,
  cell: RecurrentCell,
  character: tf.Tensor2D,
  state: tf.Tensor2D,
  weights: Weights,
): tf.Tensor2D {
  const outputs: tf.Tensor2D[] = [];
  cell.nodes.forEach(({ input, activation }, node) => {
    const matrices = nodeKeys(config, node, input, activation).map((key) => weights(key) as tf.Tensor2D);
    const [first, second] = matrices as [tf.Tensor2D, tf.Tensor2D];
    const passed = input === null ? state : (outputs[input] as tf.Tensor2D);
    const sums =
      input === null
        ? tf.add<tf.Tensor2D>(tf.matMul(character, first), tf.matMul(state, second))
        : tf.matMul(passed, first);
    const [candidate, gate] = tf.split(sums, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    const open = tf.sigmoid(gate);
    outputs.push(tf.add(tf.mul(open, activate[activation](candidate)), tf.mul(tf.sub(1, open), passed)));
  });
  const ends = outputNodes(config, cell).map((node) => outputs[node] as tf.Tensor2D);
  const mean = tf.div<tf.Tensor2D>(
    ends.reduce((sum, end) => tf.add(sum, end)),
    ends.length,
  );
  return tf.clipByValue(mean, -STATE_BOUND, STATE_BOUND);
}
