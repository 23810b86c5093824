import { size } from '../parameters.ts';
import type { Architecture, ChildCost } from '../space.ts';
import { stemMultiplyAdds } from '../stem.ts';
import type { MicroConfig } from './config.ts';
import { CELL_INPUTS, decode, genotypeOf } from './genotype.ts';
import { planNetwork, type CellInput, type CellPlan } from './network.ts';
import { operationFacts, type OperationId } from './operations.ts';
import { childParameters } from './parameters.ts';

/**
 * What one child costs. `parameters`: every number of the tensors that it uses, batch-norm scales and offsets
 * included. `multiplyAdds`: of one forward pass on one image, over all convolutions and the linear layer; each output
 * counts its full kernel, padding included. Pools, ReLU, batch-norm and additions are not counted.
 */
export function childCost(config: MicroConfig, architecture: Architecture): ChildCost {
  const genotypes = decode(config, architecture);
  return {
    parameters: sum(childParameters(config, architecture).map((spec) => size(spec.shape))),
    multiplyAdds: networkMultiplyAdds(config, (cell) => {
      const { blocks, looseEnds } = genotypeOf(genotypes, cell.kind);
      const terms = sum(blocks.flat().map((term) => operationMultiplyAdds(cell, term.operation)));
      return terms + looseEnds.length * looseEndMultiplyAdds(cell);
    }),
  };
}

/** Expected multiply–adds of a uniformly drawn child, counted as in `childCost`; exact, not sampled. */
export function meanMultiplyAdds(config: MicroConfig): number {
  const { nodes, operations } = config;
  return networkMultiplyAdds(config, (cell) => {
    const perTerm = sum(operations.map((operation) => operationMultiplyAdds(cell, operation))) / operations.length;
    return 2 * nodes * perTerm + expectedLooseEnds(nodes) * looseEndMultiplyAdds(cell);
  });
}

/** A node stays loose if both terms of every later block, each choosing evenly among the nodes before it, miss it. */
function expectedLooseEnds(nodes: number): number {
  const loose = Array.from({ length: nodes + CELL_INPUTS }, (_, node) => {
    let probability = 1;
    for (let reader = Math.max(node + 1, CELL_INPUTS); reader < nodes + CELL_INPUTS; reader++) {
      probability *= (1 - 1 / reader) ** 2;
    }
    return probability;
  });
  return sum(loose);
}

/** Stem, adapters, what `inside` says of each cell, and the linear layer. */
function networkMultiplyAdds(config: MicroConfig, inside: (cell: CellPlan) => number): number {
  const { stem, cells, head } = planNetwork(config);
  const inCells = cells.map((cell) => sum(cell.inputs.map((input) => adapterMultiplyAdds(cell, input))) + inside(cell));
  return stemMultiplyAdds(stem) + sum(inCells) + head.channels * head.classes;
}

function looseEndMultiplyAdds({ side, channels }: CellPlan): number {
  return side ** 2 * channels ** 2;
}

/** The two paths of a factorised reduction make half the channels each: as much work as one 1×1 convolution. */
function adapterMultiplyAdds(cell: CellPlan, input: CellInput): number {
  return input.adapter === 'none' ? 0 : cell.side ** 2 * input.channels * cell.channels;
}

function operationMultiplyAdds({ side, channels }: CellPlan, operation: OperationId): number {
  const { separable, kernel } = operationFacts[operation];
  return separable ? 2 * side ** 2 * (kernel ** 2 * channels + channels ** 2) : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
