import type { Architecture } from '../space.ts';
import type { MicroConfig } from './config.ts';
import { cellCount } from './genotype.ts';
import type { OperationId } from './operations.ts';

/** From most expensive to cheapest; the three without weights cost nothing. */
const byCost: readonly OperationId[] = ['sep5', 'sep3', 'max3', 'avg3', 'identity'];

/**
 * The child of highest cost, in parameters and in multiply–adds at once. What a term costs depends on its operation
 * only, so every term takes the most expensive one. What remains is a C×C convolution per loose end: node 2 has to read
 * an input, so at most all nodes but one are loose, and they are when every term reads input 0.
 */
export function mostExpensiveChild(config: MicroConfig): Architecture {
  return everyBlock(config, 0, 0);
}

/**
 * The cell a person would draw without a search: parallel nodes, each two convolutions, one on each input. Its
 * convolutions are 5×5 where the space has them: in a pilot, parallel nodes of two sep5 tied the best of 60 random
 * cells. In a space without convolutions it prefers maximum pools to averages and copies.
 */
export function handMadeChild(config: MicroConfig): Architecture {
  return everyBlock(config, 0, 1);
}

function everyBlock(config: MicroConfig, firstInput: 0 | 1, secondInput: 0 | 1): Architecture {
  const operation = byCost.map((id) => config.operations.indexOf(id)).find((index) => index >= 0) ?? 0;
  const blocks = cellCount(config) * config.nodes;
  return Array.from({ length: blocks }, () => [firstInput, operation, secondInput, operation]).flat();
}
