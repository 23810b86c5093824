import * as tf from '../../../supernet/reference/tf.ts';
import type { ControllerOptions, DecidedSpace } from '../controller.ts';
import { fixedBias, operationBound } from '../micro/bias.ts';
import { microController } from '../micro/controller.ts';
import { type CellLayout, type MicroLayout, microLayout } from '../micro/layout.ts';
import type { ParameterName } from '../parameters.ts';
import type { LogitShaping } from '../shaping.ts';
import type { ReferenceController, Tensors } from './rollout.ts';
import { shapeLogits } from './shape-logits.ts';
import { attend, type Chooser, decide, type DecisionTensors, type LstmState, lstmStep } from './steps.ts';

/**
 * Rolls out the controller once for `count` children together (methods/enas 3.1, micro): cell after cell, node after node,
 * in the order idx1, idx2, op1, op2. A later cell goes on from the state that the one before ended in.
 * Returns one entry a decision, in the order of `Space.decisions`. Call it within `tf.tidy` or a gradient.
 */
export function rollOutMicro(
  parameters: Tensors<ParameterName>,
  layout: MicroLayout,
  shaping: LogitShaping,
  count: number,
  choose: Chooser,
): DecisionTensors[] {
  const width = parameters.start.shape[1];
  const zeros = tf.zeros<tf.Rank.R2>([count, width]);
  const start: tf.Tensor2D = tf.add(zeros, parameters.start);
  const decisions: DecisionTensors[] = [];
  let state: LstmState = { cell: zeros, hidden: zeros };

  const rollOutCell = ({ inputNodes, nodes }: CellLayout, bias: tf.Tensor1D): void => {
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
    rollOutCell(cell, tf.tensor1d(fixedBias(layout, shaping, index)));
  });
  return decisions;
}

/** The controller of micro cells in tfjs. */
export function microReference(
  space: Pick<DecidedSpace, 'decisions'>,
  options: Pick<ControllerOptions, keyof LogitShaping | 'hiddenUnits'>,
): ReferenceController<ParameterName> {
  const layout = microLayout(space);
  return {
    ...microController(space, options),
    rollOut: (parameters, count, choose) => ({
      decisions: rollOutMicro(parameters, layout, options, count, choose),
      penalty: null,
    }),
  };
}
