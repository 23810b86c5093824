import type { Decision } from '../space.ts';
import type { MicroConfig } from './config.ts';
import { CELL_INPUTS, cellCount, DECISIONS_PER_BLOCK } from './genotype.ts';

/** The cells that are designed, in storage order; also the ids of the space's graphs. */
export const cellIds = ['normal', 'reduction'] as const;

/** All decisions in storage order: cell by cell, block by block, idx1, op1, idx2, op2 (methods/enas 2.3). */
export function microDecisions(config: MicroConfig): Decision[] {
  return cellIds.slice(0, cellCount(config)).flatMap((cell, graph) =>
    Array.from({ length: config.nodes }, (_, block) => {
      const node = block + CELL_INPUTS;
      const earlier = Array.from({ length: node }, (_, id) => String(id));
      return sides.flatMap((side): Decision[] => {
        const id = `${cell}.${node}.${side === 0 ? 'a' : 'b'}`;
        return [
          { id: `${id}.input`, kind: 'input', graph, node, side, choices: earlier },
          { id: `${id}.operation`, kind: 'operation', graph, node, side, choices: config.operations },
        ];
      });
    }).flat(),
  );
}

/**
 * The order in which the ENAS controller makes the decisions, as indices into `microDecisions`: in every block both
 * inputs before both operations, idx1, idx2, op1, op2 (methods/enas 3.1).
 */
export function samplingOrder(config: MicroConfig): number[] {
  const blocks = cellCount(config) * config.nodes;
  return Array.from({ length: blocks }, (_, block) => inBlock.map((at) => block * DECISIONS_PER_BLOCK + at)).flat();
}

const sides = [0, 1] as const;
const inBlock = [0, 2, 1, 3];
