import type { CellPlan, NetworkPlan } from '../../../space/micro/network.ts';
import { keyPrefix } from '../../../space/micro/parameters.ts';
import { calibrate } from '../operations/calibration.ts';
import { head } from '../operations/head.ts';
import { reduce } from '../operations/reduction.ts';
import { stem } from '../operations/stem.ts';
import type { Maps, Weights } from '../operations/weights.ts';
import * as tf from '../tf.ts';

/** What a cell makes of its two inputs, which have the cell's own shape by now. */
export type Cell = (plan: CellPlan, inputs: readonly [Maps, Maps]) => Maps;

/** Grey images [B, S, S, 1] to logits [B, classes]: all that is the same for every child, around its cells. */
export function runNetwork(plan: NetworkPlan, images: Maps, weights: Weights, cell: Cell): tf.Tensor2D {
  const start = tf.tidy(() => stem(images, plan.stem, weights));
  const outputs: Maps[] = [];
  const adapted = (cellPlan: CellPlan, which: 0 | 1): Maps => {
    const { source, adapter } = cellPlan.inputs[which];
    const maps = source === 'stem' ? start : (outputs[source] as Maps);
    const prefix = keyPrefix.input(cellPlan.index, which);
    if (adapter === 'none') return maps;
    return adapter === 'reduce' ? reduce(maps, weights, prefix) : calibrate(maps, weights, prefix);
  };
  for (const cellPlan of plan.cells) {
    outputs.push(tf.tidy(() => cell(cellPlan, [adapted(cellPlan, 0), adapted(cellPlan, 1)])));
  }
  return head(outputs.at(-1) ?? start, weights);
}
