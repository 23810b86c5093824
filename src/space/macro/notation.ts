import type { Architecture, ParseResult } from '../space.ts';
import type { MacroConfig } from './config.ts';
import { firstDecision } from './decisions.ts';
import { decode } from './genotype.ts';
import { operationFacts, operationIds } from './operations.ts';

/**
 * The `fixed_arc` of the ENAS scripts: of every layer its operation, by its index among all six, then a bit for each
 * node that it may add. `between` stands between two layers: a space as the scripts pass it on, a line break as they
 * write it. Throws as `decode` does.
 */
export function printArc(config: MacroConfig, architecture: Architecture, between: ' ' | '\n' = ' '): string {
  return decode(config, architecture)
    .map(({ operation }, layer) => {
      const at = firstDecision(layer) + 1;
      return [operationIds.indexOf(operation), ...architecture.slice(at, at + layer)].join(' ');
    })
    .join(between);
}

/** What may stand around the numbers: space, brackets, and the shell words of the scripts' own lines; a number. */
const token = /(?:[\s,[\]|;"]|\$?fixed_arc\b=?)+|(?<digits>\d+)/y;

/**
 * Reads an arc as people paste it: on one line or a line a layer, out of a log with its brackets, or as the lines of
 * the ENAS script. An operation that the space leaves out is an error, like a bit that is neither 0 nor 1.
 */
export function parseArc(config: MacroConfig, text: string): ParseResult {
  const total = firstDecision(config.layers);
  const choices: number[] = [];
  let position = 0;
  const fail = (reason: string): ParseResult => ({ ok: false, position, reason });

  while (position < text.length) {
    token.lastIndex = position;
    const match = token.exec(text);
    if (match === null) {
      const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
      return fail(`“${character}” does not belong in an arc, which is numbers and spaces.`);
    }
    const digits = match.groups?.['digits'];
    if (digits !== undefined) {
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

/**
 * The choice that a number stands for at this place in storage order, or why it cannot stand there; layers are named
 * as they are drawn, from 1.
 */
function readChoice(config: MacroConfig, at: number, value: number): number | string {
  let layer = 0;
  while (firstDecision(layer + 1) <= at) layer++;
  const bit = at - firstDecision(layer) - 1;
  if (bit >= 0) {
    const to = `from ${bit === 0 ? 'the stem' : `layer ${bit}`} to layer ${layer + 1}`;
    return value === 0 || value === 1 ? value : `A skip is 0 or 1; that ${to} is ${value}.`;
  }
  const operation = operationIds[value];
  if (operation === undefined) {
    return `Operations are numbered 0 to ${operationIds.length - 1}; ${value} (layer ${layer + 1}) is none.`;
  }
  const choice = config.operations.indexOf(operation);
  return choice >= 0
    ? choice
    : `Operation ${value} (${operationFacts[operation].label}) is not among the operations of this space.`;
}
