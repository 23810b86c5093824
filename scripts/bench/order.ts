import type { ParseArgsConfig } from 'node:util';
import { GRAPHICS_HELP } from '../chromium.ts';
import { readArguments, UsageError } from '../command-line.ts';
import { type PartName, partNames } from './names.ts';

/** A bench as the command line asks for it. */
export interface BenchOrder {
  readonly json: boolean;
  readonly parts: readonly PartName[];
}

const options = {
  json: { type: 'boolean', default: false },
  only: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

export const helpText = `npm run bench -- [--json] [--only PART,…]

Measures the engine against stock tfjs and jax-js, all taking turns in one run of a headless browser.

  --json       prints the report as JSON, and nothing else, to standard output
  --only       only these parts: ${partNames.join(', ')}
  --help       prints this

${GRAPHICS_HELP}
`;

/** Reads the arguments after `npm run bench --`. Throws a `UsageError` at the first thing wrong. */
export function readBenchOrder(args: readonly string[]): BenchOrder | 'help' {
  const { json, only, help } = readArguments({
    args: [...args],
    options,
    strict: true,
    allowPositionals: false,
  }).values;
  if (help) return 'help';
  return { json, parts: only === undefined ? partNames : readParts(only) };
}

function readParts(text: string): PartName[] {
  return text.split(',').map((name) => {
    const part = partNames.find((one) => one === name);
    if (part === undefined) throw new UsageError(`There is no part “${name}”; there are ${partNames.join(', ')}.`);
    return part;
  });
}
