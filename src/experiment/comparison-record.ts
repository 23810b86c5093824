import * as v from 'valibot';
import { spaceOf } from './build.ts';
import { comparisonOf } from './comparison.ts';
import { COMPARISON_SCHEMA, comparisonSchema, type ComparisonShape } from './comparison-schema.ts';
import { problemsInWords, quoted } from './schema.ts';
import type { Settings } from './settings.ts';
import { readStoredSettings } from './stored-settings.ts';

/** A comparison as far as it has come, as plain JSON: enough to show it and to go on with it. */
export type ComparisonRecord = Omit<ComparisonShape, 'settings'> & {
  readonly settings: Settings;
  /** Settings of a later version, as the file had them; they are written again. */
  readonly otherSettings?: Readonly<Record<string, unknown>>;
};
export type ComparedRun = ComparisonRecord['runs'][number];
export type ComparedChild = ComparedRun['derived'][number];
export type TrainedChild = ComparisonRecord['trained'][number];

/** More than any comparison that the settings allow. */
const MAX_CHARACTERS = 32_000_000;

export type ParsedComparison =
  | {
      readonly ok: true;
      readonly record: ComparisonRecord;
      /** What was filled in, or not understood and kept; a sentence each. */
      readonly notes: readonly string[];
    }
  /** Why it is refused, as one sentence. */
  | { readonly ok: false; readonly sentence: string };

/** A comparison of which nothing is done yet. */
export function emptyComparison(settings: Settings): ComparisonRecord {
  return {
    schema: COMPARISON_SCHEMA,
    kind: 'comparison',
    settings,
    adapter: { backend: '', form: '', vendor: '', architecture: '' },
    versions: {},
    runs: [],
    trained: [],
  };
}

/** The record as a text file: one line for each top-level key, run and trained child. */
export function comparisonText({ otherSettings, ...record }: ComparisonRecord): string {
  const whole = { ...record, settings: { ...record.settings, ...otherSettings } };
  const lines = Object.entries(whole).map(([key, value]) => {
    const list = Array.isArray(value) && value.length > 0;
    const text = list
      ? `[\n${value.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Whether a text is meant as a comparison's record rather than a run's. */
export function looksLikeComparison(text: string): boolean {
  return /"kind":\s*"comparison"/.test(text.slice(0, 200));
}

/** Reads a comparison's record from outside: all of it, or nothing. */
export function parseComparison(text: string): ParsedComparison {
  if (text.length > MAX_CHARACTERS) return refuse('The file is too long for a comparison.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('The file is not JSON.');
  }
  const shape = v.safeParse(comparisonSchema, json, { abortEarly: true });
  if (!shape.success) {
    return refuse(
      `In the comparison, ${quoted(v.getDotPath(shape.issues[0]) ?? 'the whole')} is missing or out of range.`,
    );
  }
  const stored = readStoredSettings(shape.output.settings);
  if (!stored.ok) return refuse(`The comparison’s settings do not hold: ${problemsInWords(stored.problems)}`);
  const { settings, unknown, notes } = stored;
  const record: ComparisonRecord = {
    ...shape.output,
    schema: COMPARISON_SCHEMA,
    settings,
    ...(Object.keys(unknown).length === 0 ? {} : { otherSettings: unknown }),
  };
  const contradiction = contradictionIn(record);
  return contradiction === null ? { ok: true, record, notes } : refuse(contradiction);
}

function refuse(sentence: string): ParsedComparison {
  return { ok: false, sentence };
}

/** What a record says that cannot be, as one sentence. */
function contradictionIn({ settings, runs, trained }: ComparisonRecord): string | null {
  const result = comparisonOf(settings);
  if (!result.ok) return result.sentence;
  const { variants, seeds } = result.comparison;
  const places = runs.map(({ variant, seed }) => `${variant} ${seed}`);
  if (new Set(places).size < places.length) return 'The comparison has one of its searches twice.';
  if (runs.some(({ variant, seed }) => variant >= variants.length || !seeds.includes(seed))) {
    return 'The comparison has a search that its settings do not ask for.';
  }
  if (
    runs.some(
      ({ best: { childSteps, reward, accuracy } }) =>
        new Set([childSteps, reward, accuracy].map(({ length }) => length)).size > 1,
    )
  ) {
    return 'The columns of a search in the comparison differ in length.';
  }
  const space = spaceOf(settings);
  const notations = new Set([
    ...runs.flatMap(({ derived }) => derived.map(({ notation }) => notation)),
    ...trained.map(({ notation }) => notation),
  ]);
  for (const notation of notations) {
    const read = space.parse(notation);
    if (!read.ok) return `The comparison has a child that its space cannot read: ${read.reason}`;
  }
  return null;
}
