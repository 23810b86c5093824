import * as tf from '../../../supernet/reference/tf.ts';

/** One decision of n children: everything is [n] but the probabilities, [n, choices]. */
export interface DecisionTensors {
  /** The choices made, int32. */
  readonly tokens: tf.Tensor1D;
  readonly probabilities: tf.Tensor2D;
  /** log π of the choice made, nats; differentiable. */
  readonly logProbability: tf.Tensor1D;
  /** Exact entropy of the distribution, nats; differentiable. */
  readonly entropy: tf.Tensor1D;
}

/** Says which choice each child makes: int32 [n] from the decision's index and its probabilities [n, choices]. */
export type Chooser = (decision: number, probabilities: tf.Tensor2D) => tf.Tensor1D;

/** What an LSTM carries from step to step: [n, S] each. */
export interface LstmState {
  readonly cell: tf.Tensor2D;
  readonly hidden: tf.Tensor2D;
}

/** One step of an LSTM without bias, gates in the order i, f, o, g (methods/enas 3.1). */
export function lstmStep(weights: tf.Tensor2D, input: tf.Tensor2D, state: LstmState): LstmState {
  const gates = tf.matMul(tf.concat([input, state.hidden], 1), weights);
  const [i, f, o, g] = tf.split(gates, 4, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  const cell: tf.Tensor2D = tf.add(tf.mul(tf.sigmoid(i), tf.tanh(g)), tf.mul(tf.sigmoid(f), state.cell));
  return { cell, hidden: tf.mul(tf.sigmoid(o), tf.tanh(cell)) };
}

/** The tensors of the controller's attention: [S, S] twice and [S, 1]. */
export interface Attention {
  readonly attentionKey: tf.Tensor2D;
  readonly attentionQuery: tf.Tensor2D;
  readonly attentionScore: tf.Tensor2D;
}

/** v · tanh(keys + W₂ h): keys [n, m, S] and state [n, S] to scores [n, m]. */
export function attend(parameters: Attention, keys: tf.Tensor3D, hidden: tf.Tensor2D): tf.Tensor2D {
  const [count, nodes, width] = keys.shape;
  const query = tf.matMul(hidden, parameters.attentionQuery).reshape([count, 1, width]);
  const mixed = tf.tanh(tf.add(keys, query)).reshape([count * nodes, width]);
  return tf.matMul(mixed, parameters.attentionScore).reshape([count, nodes]);
}

/** One decision from its logits [n, choices]; `oneHot` [n, choices] marks what was chosen. */
export function decide(
  logits: tf.Tensor2D,
  decision: number,
  choose: Chooser,
): DecisionTensors & { oneHot: tf.Tensor2D } {
  const logProbabilities = tf.logSoftmax(logits);
  const probabilities: tf.Tensor2D = tf.exp(logProbabilities);
  const tokens = choose(decision, probabilities);
  // Not tf.oneHot, which refuses a single choice.
  const choices = tf.range(0, logits.shape[1], 1, 'int32');
  const oneHot: tf.Tensor2D = tf.cast(tf.equal(tf.expandDims(tokens, 1), choices), 'float32');
  return {
    tokens,
    probabilities,
    logProbability: tf.sum(tf.mul(oneHot, logProbabilities), 1),
    entropy: tf.neg(tf.sum(tf.mul(probabilities, logProbabilities), 1)),
    oneHot,
  };
}
