import * as tf from '../../../supernet/reference/tf.ts';
import type { ControllerOptions, DecidedSpace } from '../controller.ts';
import { recurrentController } from '../recurrent/controller.ts';
import { type RecurrentLayout, recurrentLayout } from '../recurrent/layout.ts';
import { nearness, remoteness } from '../recurrent/locality.ts';
import type { LogitShaping } from '../shaping.ts';
import type { UnbiasedName } from '../unbiased-parameters.ts';
import type { ReferenceController, Rollout, Tensors } from './rollout.ts';
import { shapeLogits } from './shape-logits.ts';
import { attend, type Chooser, decide, type DecisionTensors, type LstmState, lstmStep } from './steps.ts';

/**
 * The controller of recurrent cells in tfjs (methods/enas 3.1, RNN): the first node takes two steps on the start vector;
 * every later one a step on the activation chosen before it, whose state chooses by attention the node to read, and a step
 * on that node's anchor, a / (0.1 + distance), whose state chooses the activation. Nearer nodes are likelier from the
 * start: distance² / 6 is taken off outside the tanh. Inputs and activations share the bound c; there is no bias.
 */
export function recurrentReference(
  space: Pick<DecidedSpace, 'decisions'>,
  options: ControllerOptions,
): ReferenceController<UnbiasedName> {
  const layout = recurrentLayout(space);
  return {
    ...recurrentController(space, options),
    rollOut: (parameters, count, choose) => rollOutRecurrent(parameters, layout, options, count, choose),
  };
}

function rollOutRecurrent(
  parameters: Tensors<UnbiasedName>,
  { nodes }: RecurrentLayout,
  { tanhConstant, temperature }: LogitShaping,
  count: number,
  choose: Chooser,
): Rollout {
  const zeros = tf.zeros<tf.Rank.R2>([count, parameters.start.shape[1]]);
  const start: tf.Tensor2D = tf.add(zeros, parameters.start);
  const shape = (raw: tf.Tensor2D): tf.Tensor2D => shapeLogits(raw, tanhConstant, temperature);
  const decisions: DecisionTensors[] = [];
  const anchors: tf.Tensor2D[] = [];
  const keys: tf.Tensor2D[] = [];
  let state: LstmState = { cell: zeros, hidden: zeros };
  let input = start;

  for (const [node, { input: reads, activation }] of nodes.entries()) {
    state = lstmStep(parameters.lstm, input, state);
    const anchor = state.hidden;
    const key: tf.Tensor2D = tf.matMul(anchor, parameters.attentionKey);
    if (reads !== null) {
      const scores = shape(attend(parameters, tf.stack(keys, 1) as tf.Tensor3D, anchor));
      const nearby: tf.Tensor2D = tf.sub(scores, tf.tensor1d(remoteness(node)));
      const made = decide(nearby, reads, choose);
      decisions[reads] = made;
      const chosen = tf.expandDims(tf.mul(made.oneHot, tf.tensor1d(nearness(node))), 2);
      const read: tf.Tensor2D = tf.sum(tf.mul(tf.stack(anchors, 1), chosen), 1);
      input = read;
    }
    anchors.push(anchor);
    keys.push(key);
    state = lstmStep(parameters.lstm, input, state);
    const made = decide(shape(tf.matMul(state.hidden, parameters.operationWeights)), activation, choose);
    decisions[activation] = made;
    input = tf.matMul(made.oneHot, parameters.operationEmbedding);
  }
  return { decisions, penalty: null };
}
