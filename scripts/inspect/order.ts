import type { ParseArgsConfig } from 'node:util';
import { type Family, familyIds } from '../../src/space/spaces.ts';
import type { StemKind } from '../../src/space/stem.ts';
import { readArguments, UsageError } from '../command-line.ts';
import type { Scheme } from './style.ts';

/** The network that the notation is put into; null where the family's own default holds. */
export interface NetworkWishes {
  readonly layers: number | null;
  readonly channels: number | null;
  readonly imageSide: number | null;
  readonly classes: number | null;
  readonly stem: StemKind | null;
}

/** An inspection as the command line asks for it. */
export interface InspectOrder {
  readonly notation: string;
  /** Null: told from the notation. */
  readonly family: Family | null;
  readonly network: NetworkWishes;
  readonly json: boolean;
  /** Where the picture goes; null for none. */
  readonly svg: string | null;
  readonly scheme: Scheme;
}

const options = {
  space: { type: 'string' },
  layers: { type: 'string' },
  channels: { type: 'string' },
  image: { type: 'string' },
  classes: { type: 'string' },
  stem: { type: 'string' },
  json: { type: 'boolean', default: false },
  svg: { type: 'string' },
  dark: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

const stems: readonly StemKind[] = ['conv3', 'patch2', 'patch4'];

/** Reads the arguments after `npm run inspect --`. Throws a `UsageError` at the first thing wrong. */
export function readOrder(args: readonly string[]): InspectOrder | 'help' {
  const { values, positionals } = readArguments({
    args: args.map(asNotation),
    options,
    strict: true,
    allowPositionals: true,
  });
  if (values.help) return 'help';
  const [notation, ...more] = positionals;
  if (notation === undefined) throw new UsageError("Give a notation, in quotes: npm run inspect -- '0 1 0 1'.");
  if (more.length > 0) throw new UsageError('Give one notation, in quotes so that it is one argument.');
  if (values.dark && values.svg === undefined) throw new UsageError('--dark is for the picture that --svg asks for.');
  if (values.svg === '') throw new UsageError('--svg needs the name of a file.');
  return {
    notation,
    family: values.space === undefined ? null : oneOf('--space', values.space, familyIds),
    network: {
      layers: readSize('--layers', values.layers, 48),
      channels: readSize('--channels', values.channels, 1_024),
      imageSide: values.image === undefined ? null : readImage(values.image),
      classes: readSize('--classes', values.classes, 10_000),
      stem: values.stem === undefined ? null : oneOf('--stem', values.stem, stems),
    },
    json: values.json,
    svg: values.svg ?? null,
    scheme: values.dark ? 'dark' : 'light',
  };
}

/** An argument of a script that holds an arc, `--child_fixed_arc="0 1 …"`, is a notation and no option of ours. */
function asNotation(argument: string): string {
  return /^-+\w*arc\w*[=\s]/i.test(argument) ? ` ${argument}` : argument;
}

function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((value) => value === text);
  if (found === undefined) throw new UsageError(`${name} must be one of ${known.join(', ')}, not “${text}”.`);
  return found;
}

function readSize(name: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const size = /^\d+$/.test(text) ? Number(text) : NaN;
  if (size >= 1 && size <= most) return size;
  throw new UsageError(`${name} must be a whole number from 1 to ${most}, not “${text}”.`);
}

function readImage(text: string): number {
  const [, height, width, channels = '1'] = /^(\d+)x(\d+)(?:x(\d+))?$/.exec(text) ?? [];
  if (height === undefined) throw new UsageError(`--image must look like 28x28 or 28x28x1, not “${text}”.`);
  if (width !== height || channels !== '1') {
    throw new UsageError(`Networks here take square grey images, so --image cannot be ${text}.`);
  }
  return readSize('--image', height, 1_024) ?? 1;
}
