import type { Architecture, ParseResult } from '../space.ts';
import { activationFacts, activationIds } from './activations.ts';
import type { RecurrentConfig } from './config.ts';
import { decisionCount, decode } from './decode.ts';

/**
 * The arc notation of the ENAS scripts: f₀, then j f of every later node; nodes from 0, activations by their index
 * among all four. Throws as `decode` does.
 */
export function printArc(config: RecurrentConfig, architecture: Architecture): string {
  return decode(config, architecture)
    .nodes.flatMap(({ input, activation }) => {
      const index = activationIds.indexOf(activation);
      return input === null ? [index] : [input, index];
    })
    .join(' ');
}

/** White space, commas and the brackets that scripts print around an arc; a number. */
const token = /[\s,[\]]+|(?<digits>\d+)/y;

/** Reads an arc as people paste it: numbers apart by white space or commas, in brackets or not. */
export function parseArc(config: RecurrentConfig, text: string): ParseResult {
  const total = decisionCount(config.nodes);
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

/** The choice that a number stands for at this place, or why it cannot stand there. */
function readChoice({ activations }: RecurrentConfig, at: number, value: number): number | string {
  const node = Math.ceil(at / 2);
  if (at % 2 === 1) {
    const earlier = node === 1 ? 'node 0' : `one of the nodes 0 to ${node - 1}`;
    return value < node ? value : `Node ${node} reads ${earlier}, not ${value}.`;
  }
  const activation = activationIds[value];
  if (activation === undefined) {
    return `Activations are numbered 0 to ${activationIds.length - 1}; ${value} (node ${node}) is none.`;
  }
  const choice = activations.indexOf(activation);
  return choice >= 0
    ? choice
    : `Activation ${value} (${activationFacts[activation].label}) is not among the activations of this space.`;
}
