import * as tf from '../../../supernet/reference/tf.ts';
import { layerInitialValues, type LayerParameterName, layerParameterShapes } from '../macro/parameters.ts';
import { bounded, type LogitShaping, shapeLogits } from '../shaping.ts';
import { attend, type Chooser, decide, type DecisionTensors, type LstmState, lstmStep } from '../steps.ts';
import type { Controller, Tensors, Rollout } from '../controller.ts';
import type { NodesLayout } from './layout.ts';
import { nearness, remoteness } from './locality.ts';

/**
 * The controller of recurrent cells (methods/enas 3.1, RNN): the first node takes two steps on the start vector; every
 * later one a step on the activation chosen before it, whose state chooses by attention the node to read, and a step on
 * that node's anchor, a / (0.1 + distance), whose state chooses the activation. Nearer nodes are likelier from the
 * start: distance² / 6 is taken off outside the tanh. Inputs and activations share the bound c; there is no bias. Its
 * tensors are those of the macro controller.
 */
export function nodeController(
  layout: NodesLayout,
  shaping: LogitShaping,
  hiddenUnits: number,
): Controller<LayerParameterName> {
  const { choices, activations } = layout;
  return {
    choices,
    shapes: layerParameterShapes(hiddenUnits, activations),
    largestProbability: likeliestPossible(layout, shaping.tanhConstant),
    initialValues: (random) => layerInitialValues(hiddenUnits, activations, random),
    rollOut: (parameters, count, choose) => rollOutNodes(parameters, layout, shaping, count, choose),
  };
}

function likeliestPossible({ nodes, activations }: NodesLayout, bound: number): number[] {
  const activation = bounded(bound, Array<number>(activations).fill(0));
  return nodes.flatMap(({ input }, node) => {
    const offsets = remoteness(node).map((off) => -off);
    return input === null ? [activation] : [bounded(bound, offsets), activation];
  });
}

function rollOutNodes(
  parameters: Tensors<LayerParameterName>,
  { nodes }: NodesLayout,
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
