import { numbered, readArc } from '../arc.ts';
import type { Architecture, ParseResult } from '../space.ts';
import type { MicroConfig } from './config.ts';
import { cellIds } from './decisions.ts';
import { CELL_INPUTS, cellCount, decode, DECISIONS_PER_BLOCK } from './genotype.ts';
import { operationFacts, operationIds } from './operations.ts';

/**
 * The arc notation of the ENAS scripts: idx1 op1 idx2 op2 of every block, operations by their index among all five,
 * the normal cell before the reduction cell. Throws as `decode` does.
 */
export function printArc(config: MicroConfig, architecture: Architecture): string {
  return decode(config, architecture)
    .map(({ blocks }) =>
      blocks
        .flat()
        .map((term) => `${term.input} ${operationIds.indexOf(term.operation)}`)
        .join(' '),
    )
    .join(' | ');
}

/**
 * Reads an arc: numbers apart by white space or commas, in brackets or not, with or without a `|` between the two cells. An operation that the space leaves out is an error, like a node that does not come earlier.
 */
export function parseArc(config: MicroConfig, text: string): ParseResult {
  const perCell = config.nodes * DECISIONS_PER_BLOCK;
  const cells = cellCount(config);
  let barSeen = false;
  return readArc(text, {
    total: cells * perCell,
    choiceOf: (at, value) => choiceOf(config, at, value),
    barAfter: (numbers) => {
      if (barSeen || cells === 1 || numbers !== perCell) {
        return `A “|” stands only between two cells, each of ${perCell} numbers.`;
      }
      barSeen = true;
      return null;
    },
  });
}

function choiceOf({ nodes, operations }: MicroConfig, at: number, value: number): number | string {
  const perCell = nodes * DECISIONS_PER_BLOCK;
  const cell = cellIds[at < perCell ? 0 : 1];
  const node = Math.floor((at % perCell) / DECISIONS_PER_BLOCK) + CELL_INPUTS;
  if (at % 2 === 0) {
    return value < node
      ? value
      : `Node ${node} of the ${cell} cell reads one of the nodes 0 to ${node - 1}, not ${value}.`;
  }
  const known = { noun: 'Operation', all: operationIds, facts: operationFacts, chosen: operations } as const;
  return numbered(value, known, `node ${node} of the ${cell} cell`);
}
