import { numbered, readArc } from '../arc.ts';
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

/**
 * Reads an arc: on one line or a line a layer, in brackets or with bars between layers. An operation that the space leaves out is an error, like a bit that is neither 0 nor 1.
 */
export function parseArc(config: MacroConfig, text: string): ParseResult {
  const total = firstDecision(config.layers);
  return readArc(text, { total, choiceOf: (at, value) => choiceOf(config, at, value), barAfter: () => null });
}

/** Layers are named as they are drawn, from 1. */
function choiceOf({ operations }: MacroConfig, at: number, value: number): number | string {
  let layer = 0;
  while (firstDecision(layer + 1) <= at) layer++;
  const bit = at - firstDecision(layer) - 1;
  if (bit >= 0) {
    const to = `from ${bit === 0 ? 'the stem' : `layer ${bit}`} to layer ${layer + 1}`;
    return value === 0 || value === 1 ? value : `A skip is 0 or 1; that ${to} is ${value}.`;
  }
  const known = { noun: 'Operation', all: operationIds, facts: operationFacts, chosen: operations } as const;
  return numbered(value, known, `layer ${layer + 1}`);
}
