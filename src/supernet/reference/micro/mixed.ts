import { CELL_INPUTS } from '../../../space/micro/genotype.ts';
import type { CellPlan, NetworkPlan } from '../../../space/micro/network.ts';
import type { OperationId } from '../../../space/micro/operations.ts';
import type { CandidateEdge, GraphDescription } from '../../../space/space.ts';
import { runNetwork } from './network.ts';
import { joinLooseEnds } from '../operations/loose-ends.ts';
import { edgeOperations } from '../operations/table.ts';
import type { Maps, Weights } from '../operations/weights.ts';
import * as tf from '../tf.ts';

interface WeightedEdge {
  readonly edge: CandidateEdge;
  readonly z: tf.Scalar;
}

/**
 * Logits [B, classes] with every candidate edge weighted by its z [edges], one vector a graph. A node is as loose as
 * no term reads it: ∏ over later terms of (1 − Σ z of the edges from it). With one-hot z this is the sampled child.
 */
export function runMixed(
  plan: NetworkPlan,
  graphs: readonly GraphDescription[],
  z: readonly tf.Tensor1D[],
  images: Maps,
  weights: Weights,
): tf.Tensor2D {
  const cells = graphs.map((graph, at) => {
    const scalars = tf.unstack(z[at] as tf.Tensor1D) as tf.Scalar[];
    const edges = graph.candidates.map((edge, index) => ({ edge, z: scalars[index] as tf.Scalar }));
    const nodes = graph.nodes.filter(({ role }) => role !== 'output').length;
    return { edges, shares: Array.from({ length: nodes }, (_, node) => looseShare(node, nodes, edges)) };
  });
  return runNetwork(plan, images, weights, (cell, inputs) => {
    const { edges, shares } = cells[cell.kind === 'normal' ? 0 : 1] as (typeof cells)[number];
    const nodes = mixedNodes(cell, inputs, edges, shares.length, weights);
    return joinLooseEnds(
      nodes.map((maps, node) => ({ node, maps, share: shares[node] as tf.Scalar })),
      cell.index,
      weights,
    );
  });
}

function mixedNodes(
  cell: CellPlan,
  inputs: readonly [Maps, Maps],
  edges: readonly WeightedEdge[],
  count: number,
  weights: Weights,
): Maps[] {
  const nodes: Maps[] = [...inputs];
  for (let node = CELL_INPUTS; node < count; node++) {
    const terms = edges
      .filter(({ edge }) => edge.to === node)
      .map(({ edge: { from, side, operation }, z }) => {
        const id = operation as OperationId;
        const site = { layer: cell.index, block: node - CELL_INPUTS, side, input: from, operation: id };
        return tf.mul<Maps>(edgeOperations[id](nodes[from] as Maps, site, weights), z);
      });
    nodes.push(terms.reduce((sum, term) => tf.add(sum, term)));
  }
  return nodes;
}

function looseShare(node: number, nodes: number, edges: readonly WeightedEdge[]): tf.Scalar {
  let share = tf.scalar(1);
  for (let reader = Math.max(node + 1, CELL_INPUTS); reader < nodes; reader++) {
    for (const side of [0, 1]) {
      const reads = edges.filter(({ edge }) => edge.from === node && edge.to === reader && edge.side === side);
      const read = reads.map(({ z }) => z).reduce((sum, z) => tf.add(sum, z));
      share = tf.mul(share, tf.sub(1, read));
    }
  }
  return share;
}
