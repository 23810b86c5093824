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

/** White space, commas and the brackets that the ENAS logs print around an arc; a number; a bar. */
const token = /[\s,[\]]+|(?<digits>\d+)|(?<bar>\|)/y;

/**
 * Reads an arc as people paste it: numbers apart by white space or commas, in brackets or not, with or without a `|`
 * between the two cells. An operation that the space leaves out is an error, like a node that does not come earlier.
 */
export function parseArc(config: MicroConfig, text: string): ParseResult {
  const perCell = config.nodes * DECISIONS_PER_BLOCK;
  const total = cellCount(config) * perCell;
  const choices: number[] = [];
  let barSeen = false;
  let position = 0;
  const fail = (reason: string): ParseResult => ({ ok: false, position, reason });

  while (position < text.length) {
    token.lastIndex = position;
    const match = token.exec(text);
    if (match === null) {
      const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
      return fail(`“${character}” does not belong in an arc, which is numbers and spaces.`);
    }
    const { digits, bar } = match.groups ?? {};
    if (bar !== undefined) {
      if (barSeen || cellCount(config) === 1 || choices.length !== perCell) {
        return fail(`A “|” stands only between two cells, each of ${perCell} numbers.`);
      }
      barSeen = true;
    } else if (digits !== undefined) {
      if (choices.length === total) return fail(`The arc is longer than the ${total} numbers of this space.`);
      const choice = readChoice(config, choices.length, Number(digits));
      if (typeof choice === 'string') return fail(choice);
      choices.push(choice);
    }
    position += match[0].length;
  }
  if (choices.length < total) return fail(`The arc ends after ${choices.length} of ${total} numbers.`);
  return { ok: true, architecture: choices };
}

/** The choice that a number stands for at this place in storage order, or why it cannot stand there. */
function readChoice(config: MicroConfig, at: number, value: number): number | string {
  const perCell = config.nodes * DECISIONS_PER_BLOCK;
  const cell = cellIds[at < perCell ? 0 : 1];
  const node = Math.floor((at % perCell) / DECISIONS_PER_BLOCK) + CELL_INPUTS;
  if (at % 2 === 0) {
    return value < node
      ? value
      : `Node ${node} of the ${cell} cell reads one of the nodes 0 to ${node - 1}, not ${value}.`;
  }
  const operation = operationIds[value];
  if (operation === undefined) {
    return `Operations are numbered 0 to ${operationIds.length - 1}; ${value} (node ${node} of the ${cell} cell) is none.`;
  }
  const choice = config.operations.indexOf(operation);
  return choice >= 0
    ? choice
    : `Operation ${value} (${operationFacts[operation].label}) is not among the operations of this space.`;
}
