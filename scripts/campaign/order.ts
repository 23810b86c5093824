import type { ParseArgsConfig } from 'node:util';
import { GRAPHICS_HELP } from '../chromium.ts';
import { readArguments, UsageError } from '../command-line.ts';
import { pageParts, textParts } from './parts/parts.ts';

/** A campaign as the command line asks for it. */
export interface CampaignOrder {
  /** Parts by their ids. */
  readonly parts: readonly string[];
  readonly minutes: number;
  readonly seed: number;
  /** The most trials of each part. */
  readonly trials: number;
}

const options = {
  only: { type: 'string' },
  minutes: { type: 'string', default: '1' },
  seed: { type: 'string' },
  trials: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

const partIds = [...textParts, ...pageParts].map(({ id }) => id);

export const helpText = `Tries what strangers, faults and accidents do to the app, with seeds, and counts what came of it.

npm run campaign [-- --minutes N] [--only ${partIds.slice(0, 2).join(',')},…] [--seed N] [--trials N]

  --minutes  how long in all, shared evenly among the parts; 1 without it
  --only     some of ${partIds.join(', ')}
  --seed     of the first trial of each part; the next have the next ones; from the clock without it
  --trials   at most so many of each part

Texts from outside (links, records, comparisons, notations, own texts) are damaged and read in Node. On the built
page, in a headless browser, the worker gets messages in any order, the storage is filled, the page is reloaded or
its process killed in mid-run, and the graphics device is lost at random steps; each run has to end with the record
of an undisturbed one. Ends with a table: tried, refused in a sentence, accepted, recovered, lost.

${GRAPHICS_HELP}

Exit status: 0 nothing lost, 1 something lost (told with its seed as it happens), 2 wrong arguments.
`;

/** Reads the arguments after `npm run campaign --`; `clock` gives the seed where none is asked for. */
export function readOrder(args: readonly string[], clock: number): CampaignOrder | 'help' {
  const { values } = readArguments({ args: [...args], options, strict: true });
  if (values.help) return 'help';
  const parts = values.only === undefined ? partIds : values.only.split(',');
  const unknown = parts.find((id) => !partIds.includes(id));
  if (unknown !== undefined) throw new UsageError(`--only takes some of ${partIds.join(', ')}, not “${unknown}”.`);
  return {
    parts,
    minutes: readNumber('--minutes', values.minutes, 1_000),
    seed: values.seed === undefined ? clock % 2 ** 31 : readNumber('--seed', values.seed, 2 ** 32 - 1),
    trials: values.trials === undefined ? Infinity : readNumber('--trials', values.trials, 1e9),
  };
}

function readNumber(name: string, text: string, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value > 0 && value <= most && (name === '--minutes' || Number.isInteger(value))) return value;
  throw new UsageError(`${name} must be a number above 0, at most ${most}, not “${text}”.`);
}
