import type { Architecture, ChildCost } from '../space.ts';
import type { MicroConfig } from './config.ts';
import { decode, genotypeOf, type CellGenotype } from './genotype.ts';
import { planNetwork, type CellInput, type CellPlan, type StemPlan } from './network.ts';
import { operationFacts, type OperationId } from './operations.ts';
import { childParameters, size } from './parameters.ts';

/**
 * What one child costs. `parameters`: every number of the tensors that it uses, batch-norm scales and offsets
 * included. `multiplyAdds`: of one forward pass on one image, over all convolutions and the linear layer; each output
 * counts its full kernel, padding included. Pools, ReLU, batch-norm and additions are not counted.
 */
export function childCost(config: MicroConfig, architecture: Architecture): ChildCost {
  const genotypes = decode(config, architecture);
  const { stem, cells, head } = planNetwork(config);
  const inCells = cells.map((cell) => cellMultiplyAdds(cell, genotypeOf(genotypes, cell.kind)));
  return {
    parameters: sum(childParameters(config, architecture).map((spec) => size(spec.shape))),
    multiplyAdds: stemMultiplyAdds(stem) + sum(inCells) + head.channels * head.classes,
  };
}

function stemMultiplyAdds({ kernel, side, channels }: StemPlan): number {
  return side ** 2 * kernel ** 2 * channels;
}

function cellMultiplyAdds(cell: CellPlan, { blocks, looseEnds }: CellGenotype): number {
  return (
    sum(cell.inputs.map((input) => adapterMultiplyAdds(cell, input))) +
    sum(blocks.flat().map((term) => operationMultiplyAdds(cell, term.operation))) +
    cell.side ** 2 * looseEnds.length * cell.channels ** 2
  );
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
