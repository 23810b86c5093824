import { type LayerGenotype, readAfter } from '../../../space/macro/genotype.ts';
import type { NetworkPlan, PoolPlan } from '../../../space/macro/network.ts';
import { keyPrefix } from '../../../space/macro/parameters.ts';
import { batchNorm } from '../operations/batch-norm.ts';
import { head } from '../operations/head.ts';
import { factorisedReduction } from '../operations/reduction.ts';
import { stem } from '../operations/stem.ts';
import type { Maps, Weights } from '../operations/weights.ts';
import * as tf from '../tf.ts';
import { runOperation } from './operations.ts';

/**
 * Logits [B, classes] of one child (methods/enas 3.3). A layer's operation reads the node before it; what is skipped
 * to is added and the sum normalised. The first layer has nothing to add and is not.
 */
export function runChild(
  plan: NetworkPlan,
  layers: readonly LayerGenotype[],
  images: Maps,
  weights: Weights,
): tf.Tensor2D {
  let nodes: Maps[] = [tf.tidy(() => stem(images, plan.stem, weights))];
  for (const { index } of plan.layers) {
    const { operation, skips } = layers[index] as LayerGenotype;
    const made = tf.tidy(() => {
      const result = runOperation(operation, index, nodes[index] as Maps, weights);
      if (index === 0) return result;
      const sum = skips.reduce<Maps>((all, node) => tf.add(all, nodes[node] as Maps), result);
      return batchNorm(sum, weights, keyPrefix.output(index));
    });
    nodes.push(made);
    const pool = plan.pools.find(({ after }) => after === index);
    if (pool !== undefined) nodes = reduceNodes(pool, readAfter(layers, index), nodes, weights);
  }
  return head(nodes.at(-1) as Maps, weights);
}

/** Every node that is read later through a factorised reduction of its own; the others stay as they are. */
function reduceNodes(pool: PoolPlan, read: readonly number[], nodes: readonly Maps[], weights: Weights): Maps[] {
  return nodes.map((maps, node) => {
    if (!read.includes(node)) return maps;
    const prefix = keyPrefix.reduction(pool.index, node);
    return tf.tidy(() => {
      const [path0, path1] = ['path0', 'path1'].map((path) => weights(`${prefix}/${path}`) as tf.Tensor4D);
      return batchNorm(factorisedReduction(maps, path0 as tf.Tensor4D, path1 as tf.Tensor4D), weights, prefix);
    });
  });
}
