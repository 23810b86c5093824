import { type CellGenotype, CELL_INPUTS, genotypeOf } from '../../../space/micro/genotype.ts';
import type { NetworkPlan } from '../../../space/micro/network.ts';
import { runNetwork } from './network.ts';
import { joinLooseEnds } from '../operations/loose-ends.ts';
import { edgeOperations } from '../operations/table.ts';
import type { Maps, Weights } from '../operations/weights.ts';
import * as tf from '../tf.ts';

/** Logits [B, classes] of one sampled child: only the operations that it chose are run. */
export function runChild(
  plan: NetworkPlan,
  genotypes: readonly CellGenotype[],
  images: Maps,
  weights: Weights,
): tf.Tensor2D {
  return runNetwork(plan, images, weights, (cell, inputs) => {
    const { blocks, looseEnds } = genotypeOf(genotypes, cell.kind);
    const nodes: Maps[] = [...inputs];
    const at = (node: number): Maps => nodes[node] as Maps;
    blocks.forEach((terms, block) => {
      const [first, second] = ([0, 1] as const).map((side) => {
        const { input, operation } = terms[side];
        const site = { layer: cell.index, block, side, input, operation };
        return edgeOperations[operation](at(input), site, weights);
      }) as [Maps, Maps];
      nodes[block + CELL_INPUTS] = tf.add(first, second);
    });
    return joinLooseEnds(
      looseEnds.map((node) => ({ node, maps: at(node) })),
      cell.index,
      weights,
    );
  });
}
