import { numbered, readArc } from '../arc.ts';
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

/** Reads an arc: numbers apart by white space or commas, in brackets or not. */
export function parseArc(config: RecurrentConfig, text: string): ParseResult {
  const total = decisionCount(config.nodes);
  return readArc(text, {
    total,
    choiceOf: (at, value) => choiceOf(config, at, value),
    barAfter: () => 'A recurrent cell has no second one for a “|” to stand before.',
  });
}

function choiceOf({ activations }: RecurrentConfig, at: number, value: number): number | string {
  const node = Math.ceil(at / 2);
  if (at % 2 === 1) {
    const earlier = node === 1 ? 'node 0' : `one of the nodes 0 to ${node - 1}`;
    return value < node ? value : `Node ${node} reads ${earlier}, not ${value}.`;
  }
  const known = { noun: 'Activation', all: activationIds, facts: activationFacts, chosen: activations } as const;
  return numbered(value, known, `node ${node}`);
}
