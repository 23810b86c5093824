import * as tf from '../../../supernet/reference/tf.ts';
import type { ControllerOptions, DecidedSpace } from '../controller.ts';
import { macroController } from '../macro/controller.ts';
import { type MacroLayout, macroLayout } from '../macro/layout.ts';
import type { UnbiasedName } from '../unbiased-parameters.ts';
import type { ReferenceController, Rollout, Tensors } from './rollout.ts';
import { shapeLogits } from './shape-logits.ts';
import { skipDivergence } from './skip-divergence.ts';
import { attend, type Chooser, decide, type DecisionTensors, type LstmState, lstmStep } from './steps.ts';
import { total } from './total.ts';

/**
 * The controller of macro networks in tfjs (methods/enas 3.1, macro): layer after layer a step that chooses the operation,
 * and a step on the operation's embedding whose state chooses, independently, which earlier nodes to add. The next layer
 * starts from their anchors, Σ bit · anchor / (1 + Σ bit). Operations and skips share the bound c; there is no bias.
 */
export function macroReference(
  space: Pick<DecidedSpace, 'decisions'>,
  options: ControllerOptions,
): ReferenceController<UnbiasedName> {
  const layout = macroLayout(space);
  return {
    ...macroController(space, options),
    rollOut: (parameters, count, choose) => rollOutMacro(parameters, layout, options, count, choose),
  };
}

function rollOutMacro(
  parameters: Tensors<UnbiasedName>,
  { layers }: MacroLayout,
  options: ControllerOptions,
  count: number,
  choose: Chooser,
): Rollout {
  const { tanhConstant, temperature, skipWeight } = options;
  const zeros = tf.zeros<tf.Rank.R2>([count, parameters.start.shape[1]]);
  const start: tf.Tensor2D = tf.add(zeros, parameters.start);
  const shape = (raw: tf.Tensor2D): tf.Tensor2D => shapeLogits(raw, tanhConstant, temperature);
  const decisions: DecisionTensors[] = [];
  const divergences: tf.Tensor1D[] = [];
  const anchors: tf.Tensor2D[] = [];
  const keys: tf.Tensor2D[] = [];
  let state: LstmState = { cell: zeros, hidden: zeros };
  let input = start;

  for (const { operation, skips } of layers) {
    state = lstmStep(parameters.lstm, input, state);
    const made = decide(shape(tf.matMul(state.hidden, parameters.operationWeights)), operation, choose);
    decisions[operation] = made;
    state = lstmStep(parameters.lstm, tf.matMul(made.oneHot, parameters.operationEmbedding), state);
    if (skips.length > 0) {
      const z = shape(attend(parameters, tf.stack(keys, 1) as tf.Tensor3D, state.hidden));
      divergences.push(tf.sum(skipDivergence(z, options), 1));
      // Not tf.split, whose gradient fails where there is but one part.
      const bits = skips.map((decision, node) => {
        const column = tf.slice(z, [0, node], [count, 1]);
        const taken = decide(tf.concat2d([tf.neg(column), column], 1), decision, choose);
        decisions[decision] = taken;
        return tf.cast<tf.Tensor1D>(taken.tokens, 'float32');
      });
      const chosen = tf.stack(bits, 1);
      const sum: tf.Tensor2D = tf.sum(tf.mul(tf.stack(anchors, 1), tf.expandDims(chosen, 2)), 1);
      input = tf.div(sum, tf.add(tf.sum(chosen, 1, true), 1));
    }
    anchors.push(state.hidden);
    keys.push(tf.matMul(state.hidden, parameters.attentionKey));
  }
  const penalty =
    skipWeight === 0 || divergences.length === 0
      ? null
      : tf.mul<tf.Tensor1D>(total(divergences), skipWeight / divergences.length);
  return { decisions, penalty };
}
