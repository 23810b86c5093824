import * as tf from '../../supernet/reference/tf.ts';
import type { CellLayout, ControllerLayout } from './layout.ts';
import type { ControllerParameters } from './parameters.ts';
import { fixedBias, type LogitShaping, operationBound, shapeLogits } from './shaping.ts';

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

interface LstmState {
  readonly cell: tf.Tensor2D;
  readonly hidden: tf.Tensor2D;
}

/** One step of an LSTM without bias, gates in the order i, f, o, g (methods/enas 3.1). */
function lstmStep(weights: tf.Tensor2D, input: tf.Tensor2D, state: LstmState): LstmState {
  const gates = tf.matMul(tf.concat([input, state.hidden], 1), weights);
  const [i, f, o, g] = tf.split(gates, 4, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  const cell: tf.Tensor2D = tf.add(tf.mul(tf.sigmoid(i), tf.tanh(g)), tf.mul(tf.sigmoid(f), state.cell));
  return { cell, hidden: tf.mul(tf.sigmoid(o), tf.tanh(cell)) };
}

/** v · tanh(keys + query): keys [n, m, S] and query [n, S] to scores [n, m]. */
function attend(parameters: ControllerParameters, keys: tf.Tensor3D, hidden: tf.Tensor2D): tf.Tensor2D {
  const [count, nodes, width] = keys.shape;
  const query = tf.matMul(hidden, parameters.attentionQuery).reshape([count, 1, width]);
  const mixed = tf.tanh(tf.add(keys, query)).reshape([count * nodes, width]);
  return tf.matMul(mixed, parameters.attentionScore).reshape([count, nodes]);
}

function decide(logits: tf.Tensor2D, decision: number, choose: Chooser): DecisionTensors & { oneHot: tf.Tensor2D } {
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

/**
 * Walks the controller once for `count` children together (methods/enas 3.1, micro): cell after cell, node after node,
 * in the order idx1, idx2, op1, op2. A later cell goes on from the state that the one before ended in.
 * Returns one entry a decision, in the order of `Space.decisions`. Call it within `tf.tidy` or a gradient.
 */
export function walkController(
  parameters: ControllerParameters,
  layout: ControllerLayout,
  shaping: LogitShaping,
  count: number,
  choose: Chooser,
): DecisionTensors[] {
  const width = parameters.start.shape[1];
  const zeros = tf.zeros<tf.Rank.R2>([count, width]);
  const start: tf.Tensor2D = tf.add(zeros, parameters.start);
  const decisions: DecisionTensors[] = [];
  let state: LstmState = { cell: zeros, hidden: zeros };

  const walkCell = ({ inputNodes, nodes }: CellLayout, bias: tf.Tensor1D): void => {
    const anchors: tf.Tensor2D[] = [];
    const keys: tf.Tensor2D[] = [];
    const step = (input: tf.Tensor2D): void => {
      state = lstmStep(parameters.lstm, input, state);
    };
    const addAnchor = (anchor: tf.Tensor2D): void => {
      anchors.push(anchor);
      keys.push(tf.matMul(state.hidden, parameters.attentionKey));
    };
    // The cell's inputs have zero anchors, but the keys of the warm-up steps' states.
    for (let node = 0; node < inputNodes; node++) {
      step(start);
      addAnchor(zeros);
    }
    for (const { inputs, operations } of nodes) {
      let input = start;
      const allAnchors = tf.stack(anchors, 1) as tf.Tensor3D;
      const allKeys = tf.stack(keys, 1) as tf.Tensor3D;
      for (const decision of inputs) {
        step(input);
        const raw = attend(parameters, allKeys, state.hidden);
        const made = decide(shapeLogits(raw, shaping.tanhConstant, shaping.temperature), decision, choose);
        decisions[decision] = made;
        input = tf.sum(tf.mul(allAnchors, tf.expandDims(made.oneHot, 2)), 1);
      }
      for (const decision of operations) {
        step(input);
        const raw: tf.Tensor2D = tf.add(tf.matMul(state.hidden, parameters.operationWeights), parameters.operationBias);
        const shaped = shapeLogits(raw, operationBound(shaping), shaping.temperature);
        const made = decide(tf.add(shaped, bias), decision, choose);
        decisions[decision] = made;
        input = tf.matMul(made.oneHot, parameters.operationEmbedding);
      }
      step(input);
      addAnchor(state.hidden);
    }
  };

  layout.cells.forEach((cell, index) => {
    walkCell(cell, tf.tensor1d(fixedBias(layout, shaping, index)));
  });
  return decisions;
}
