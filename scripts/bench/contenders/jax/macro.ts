import { numpy as np } from '@jax-js/jax';
import type { MacroConfig } from '../../../../src/space/macro/config.ts';
import { decode, type LayerGenotype, readAfter } from '../../../../src/space/macro/genotype.ts';
import { planNetwork } from '../../../../src/space/macro/network.ts';
import { operationFacts } from '../../../../src/space/macro/operations.ts';
import { keyPrefix } from '../../../../src/space/macro/parameters.ts';
import type { Architecture } from '../../../../src/space/space.ts';
import type { JaxNetwork } from './network.ts';
import {
  averagePool,
  batchNorm,
  convolution,
  depthwise,
  factorisedReduction,
  maxPool,
  type Maps,
  relu,
} from './operations.ts';

/** A macro child's network as that of the reference. */
export function macroNetwork(config: MacroConfig, architecture: Architecture): JaxNetwork {
  const plan = planNetwork(config);
  const layers = decode(config, architecture);
  return (weights, images) => {
    const take = (prefix: string, name: string): np.Array => weights[`${prefix}/${name}`] as np.Array;
    const normalised = (x: Maps, prefix: string): Maps => batchNorm(x, take(prefix, 'scale'), take(prefix, 'offset'));
    const convolved = (x: Maps, prefix: string): Maps =>
      relu(normalised(convolution(x, take(prefix, 'weights')), prefix));
    const operated = (x: Maps, layer: number, { operation }: LayerGenotype): Maps => {
      const entered = convolved(x, keyPrefix.entry(layer, operation));
      const prefix = keyPrefix.operation(layer, operation);
      switch (operationFacts[operation].kind) {
        case 'dense':
          return convolved(entered, prefix);
        case 'separable': {
          const filtered = depthwise(entered, take(prefix, 'depthwise'));
          return relu(normalised(convolution(filtered, take(prefix, 'pointwise')), prefix));
        }
        case 'pool':
          return operation === 'max3' ? maxPool(entered) : averagePool(entered);
      }
    };
    const stem = convolution(images, take(keyPrefix.stem, 'weights'), plan.stem.stride);
    const nodes: Maps[] = [normalised(stem, keyPrefix.stem)];
    const at = (node: number): Maps => (nodes[node] as Maps).ref;
    layers.forEach((layer, index) => {
      const made = operated(at(index), index, layer);
      const sum = layer.skips.reduce((maps, node) => maps.add(at(node)), made);
      nodes.push(index === 0 ? sum : normalised(sum, keyPrefix.output(index)));
      const pool = plan.pools.find(({ after }) => after === index);
      if (pool === undefined) return;
      for (const node of readAfter(layers, index)) {
        const prefix = keyPrefix.reduction(pool.index, node);
        const reduced = factorisedReduction(nodes[node] as Maps, take(prefix, 'path0'), take(prefix, 'path1'));
        nodes[node] = normalised(reduced, prefix);
      }
    });
    const last = at(nodes.length - 1);
    nodes.forEach((maps) => maps.dispose());
    return np.matmul(np.mean(last, [2, 3]), take(keyPrefix.classifier, 'weights'));
  };
}
