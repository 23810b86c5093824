import { numpy as np } from '@jax-js/jax';
import type { MicroConfig } from '../../../../src/space/micro/config.ts';
import { type CellGenotype, decode, genotypeOf, type Term } from '../../../../src/space/micro/genotype.ts';
import { type CellPlan, planNetwork } from '../../../../src/space/micro/network.ts';
import { operationFacts } from '../../../../src/space/micro/operations.ts';
import { keyPrefix } from '../../../../src/space/micro/parameters.ts';
import type { Architecture } from '../../../../src/space/space.ts';
import { type JaxNetwork, Layers } from './layers.ts';
import { averagePool, convolution, depthwise, maxPool, type Maps, relu } from './operations.ts';

/** A micro child's network as that of the reference. */
export function microNetwork(config: MicroConfig, architecture: Architecture): JaxNetwork {
  const plan = planNetwork(config);
  const genotypes = decode(config, architecture);
  return (weights, images) => {
    const from = new Layers(weights);
    const start = from.convolved(images, keyPrefix.stem, plan.stem.stride);
    const outputs: Maps[] = [];
    const adapted = (cell: CellPlan, which: 0 | 1): Maps => {
      const { source, adapter } = cell.inputs[which];
      const maps = (source === 'stem' ? start : (outputs[source] as Maps)).ref;
      const prefix = keyPrefix.input(cell.index, which);
      if (adapter === 'none') return maps;
      if (adapter === 'calibrate') return from.convolved(relu(maps), prefix);
      return from.reduced(relu(maps), prefix);
    };
    const edge = (cell: CellPlan, block: number, side: 0 | 1, { input, operation }: Term, x: Maps): Maps => {
      if (operationFacts[operation].separable) {
        return ([0, 1] as const).reduce((maps, stack) => {
          const prefix = keyPrefix.separable(cell.index, block, side, input, operation, stack);
          const filtered = depthwise(relu(maps), from.take(prefix, 'depthwise'));
          return from.normalised(convolution(filtered, from.take(prefix, 'pointwise')), prefix);
        }, x);
      }
      if (operation === 'identity') return x;
      return operation === 'max3' ? maxPool(x) : averagePool(x);
    };
    const inside = (cell: CellPlan, { blocks, looseEnds }: CellGenotype): Maps => {
      const nodes = [adapted(cell, 0), adapted(cell, 1)];
      const at = (node: number): Maps => (nodes[node] as Maps).ref;
      blocks.forEach(([first, second], block) => {
        nodes.push(edge(cell, block, 0, first, at(first.input)).add(edge(cell, block, 1, second, at(second.input))));
      });
      const prefix = keyPrefix.output(cell.index);
      const filters = np.concatenate(
        looseEnds.map((node) => from.take(prefix, `node${node}`)),
        1,
      );
      const joined = relu(np.concatenate(looseEnds.map(at), 1));
      nodes.forEach((node) => node.dispose());
      return from.normalised(convolution(joined, filters), prefix);
    };
    for (const cell of plan.cells) outputs.push(inside(cell, genotypeOf(genotypes, cell.kind)));
    const last = (outputs.at(-1) ?? start).ref;
    [start, ...outputs].forEach((maps) => maps.dispose());
    return from.classified(last, keyPrefix.classifier);
  };
}
