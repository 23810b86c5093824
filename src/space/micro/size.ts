import type { PublishedCount } from '../space.ts';
import type { MicroConfig } from './config.ts';
import { CELL_INPUTS, cellCount } from './genotype.ts';

/**
 * Exact number of decision strings: a block whose node has *n* earlier nodes has (K·n)² of them with K operations
 * (methods/enas 2.3). Strings that only swap the terms of a node, or renumber nodes, count separately.
 */
export function exactCount(config: MicroConfig): bigint {
  let cell = 1n;
  for (let block = 0; block < config.nodes; block++) {
    cell *= BigInt(config.operations.length * (block + CELL_INPUTS)) ** 2n;
  }
  return cell ** BigInt(cellCount(config));
}

/**
 * The size by the formula of the ENAS paper, (5·(B − 2)!)⁴ for two cells of five operations, where B counts the
 * inputs too; with this space's operations, nodes and cells in their places.
 */
export function paperCount(config: MicroConfig): PublishedCount {
  const exponent = 2 * cellCount(config);
  let factorial = 1n;
  for (let factor = 2; factor <= config.nodes; factor++) factorial *= BigInt(factor);
  return {
    value: (BigInt(config.operations.length) * factorial) ** BigInt(exponent),
    differs: 'it counts the operations once, not once a node, and one earlier node too few for each',
    formula: `(${config.operations.length}·(${config.nodes + CELL_INPUTS} − 2)!)^${exponent}`,
  };
}
