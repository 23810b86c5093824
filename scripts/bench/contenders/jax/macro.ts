import type { MacroConfig } from '../../../../src/space/macro/config.ts';
import { decode, type LayerGenotype, readAfter } from '../../../../src/space/macro/genotype.ts';
import { planNetwork } from '../../../../src/space/macro/network.ts';
import { operationFacts } from '../../../../src/space/macro/operations.ts';
import { keyPrefix } from '../../../../src/space/macro/parameters.ts';
import type { Architecture } from '../../../../src/space/space.ts';
import { type JaxNetwork, Layers } from './layers.ts';
import { averagePool, convolution, depthwise, maxPool, type Maps, relu } from './operations.ts';

/** A macro child's network as that of the reference. */
export function macroNetwork(config: MacroConfig, architecture: Architecture): JaxNetwork {
  const plan = planNetwork(config);
  const layers = decode(config, architecture);
  return (weights, images) => {
    const from = new Layers(weights);
    const operated = (x: Maps, layer: number, { operation }: LayerGenotype): Maps => {
      const entered = relu(from.convolved(x, keyPrefix.entry(layer, operation)));
      const prefix = keyPrefix.operation(layer, operation);
      switch (operationFacts[operation].kind) {
        case 'dense':
          return relu(from.convolved(entered, prefix));
        case 'separable': {
          const filtered = depthwise(entered, from.take(prefix, 'depthwise'));
          return relu(from.normalised(convolution(filtered, from.take(prefix, 'pointwise')), prefix));
        }
        case 'pool':
          return operation === 'max3' ? maxPool(entered) : averagePool(entered);
      }
    };
    const nodes: Maps[] = [from.convolved(images, keyPrefix.stem, plan.stem.stride)];
    const at = (node: number): Maps => (nodes[node] as Maps).ref;
    layers.forEach((layer, index) => {
      const made = operated(at(index), index, layer);
      const sum = layer.skips.reduce((maps, node) => maps.add(at(node)), made);
      nodes.push(index === 0 ? sum : from.normalised(sum, keyPrefix.output(index)));
      const pool = plan.pools.find(({ after }) => after === index);
      if (pool === undefined) return;
      for (const node of readAfter(layers, index)) {
        nodes[node] = from.reduced(nodes[node] as Maps, keyPrefix.reduction(pool.index, node));
      }
    });
    const last = at(nodes.length - 1);
    nodes.forEach((maps) => maps.dispose());
    return from.classified(last, keyPrefix.classifier);
  };
}
