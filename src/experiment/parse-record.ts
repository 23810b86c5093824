import * as v from 'valibot';
import type { DerivedEvent, EvaluatedEvent, PolicyChild, PolicyEvent, WeightsEvent } from './events.ts';
import type { Architecture, Space } from '../space/space.ts';
import { spaceOf } from './build.ts';
import type { RunHistory } from './history.ts';
import { RECORD_SCHEMA, recordSchema, type RecordShape } from './record-schema.ts';
import type { RunRecord } from './record.ts';
import { problemsInWords, quoted, validateSettings } from './schema.ts';
import type { Settings } from './settings.ts';
import { readStudies } from './studies/codecs/codecs.ts';

/** More than the longest run that the settings allow without millions of steps; a file beyond it is not read. */
export const MAX_RECORD_CHARACTERS = 64_000_000;

export type ParsedRecord =
  | { readonly ok: true; readonly record: RunRecord; readonly history: RunHistory }
  /** Why it is refused, as one sentence. */
  | { readonly ok: false; readonly sentence: string };

/** Reads a run record from outside: all of it, or nothing. `recordOf(history, …)` gives the same record again. */
export function parseRecord(text: string): ParsedRecord {
  if (text.length > MAX_RECORD_CHARACTERS) {
    return refuse(`The file is longer than ${MAX_RECORD_CHARACTERS / 1e6} million characters.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('The file is not JSON.');
  }
  if (typeof json !== 'object' || json === null || !('schema' in json) || !('curves' in json)) {
    return refuse('The file is JSON, but not a run record.');
  }
  if (json.schema !== RECORD_SCHEMA) {
    return refuse(`The record is of schema ${quoted(String(json.schema))}; this page reads schema ${RECORD_SCHEMA}.`);
  }
  const shape = v.safeParse(recordSchema, json, { abortEarly: true });
  if (!shape.success) return refuse(`In the record, ${fieldOf(shape.issues[0])} is missing, unknown or out of range.`);
  const settings = validateSettings(shape.output.settings);
  if (!settings.ok) return refuse(`The record’s settings do not hold: ${problemsInWords(settings.problems)}`);
  if (settings.settings.seed !== shape.output.seed) return refuse('The record gives two seeds.');
  try {
    const record: RunRecord = { ...shape.output, settings: settings.settings };
    return { ok: true, record, history: historyOf(shape.output, record.settings) };
  } catch (error) {
    if (error instanceof Inconsistent) return refuse(error.message);
    throw error;
  }
}

/** The record contradicts itself. */
class Inconsistent extends Error {}

function refuse(reason: string): ParsedRecord {
  return { ok: false, sentence: reason };
}

function fieldOf(issue: v.BaseIssue<unknown>): string {
  return quoted(v.getDotPath(issue) ?? 'the whole');
}

function historyOf(record: RecordShape, settings: Settings): RunHistory {
  const { curves, derived, result } = record;
  const space = spaceOf(settings);
  const withChild = childReader(space);
  const weights = rows('curves.weights', curves.weights);
  const policy = rows('curves.policy', curves.policy);
  const childrenOf = new Map<number, PolicyChild[]>(policy.map(({ update }) => [update, []]));
  for (const { update, ...row } of rows('curves.children', curves.children)) {
    const siblings = childrenOf.get(update);
    if (siblings === undefined) {
      throw new Inconsistent(`The record has children of policy update ${update}, but not that update.`);
    }
    siblings.push(withChild(row));
  }
  if (result !== null) withChild(result);
  return {
    weights: weights.map(({ others, ...row }): WeightsEvent => {
      const siblings = others.map((notation) => withChild({ notation }).architecture);
      return { kind: 'weights', ...withChild(row), others: siblings };
    }),
    evaluated:
      curves.evaluated === undefined ? [] : rows('curves.evaluated', curves.evaluated).map(evaluatedOf(withChild)),
    policy: policy.map((row): PolicyEvent => {
      checkMarginals(row.marginals, space);
      const probe = row.probe && { ...row.probe, likeliest: withChild(row.probe.likeliest) };
      return { kind: 'policy', ...row, children: childrenOf.get(row.update) ?? [], probe };
    }),
    derived: derived.map((event): DerivedEvent => ({
      kind: 'derived',
      ...event,
      children: event.children.map(withChild),
    })),
    studies: readStudies(record, {
      settings,
      space,
      architectureOf: (notation) => withChild({ notation }).architecture,
    }),
    finished: record.finished,
  };
}

/**
 * Puts the architecture where a row has its notation. The same notation gives the same array, since most children come
 * more than once.
 */
function childReader(space: Space) {
  const known = new Map<string, Architecture>();
  const read = (notation: string): Architecture => {
    const seen = known.get(notation);
    if (seen !== undefined) return seen;
    const result = space.parse(notation);
    if (!result.ok) throw new Inconsistent(`The record has a child that its space cannot read: ${result.reason}`);
    known.set(notation, result.architecture);
    return result.architecture;
  };
  return <T extends { notation: string }>({ notation, ...rest }: T) => ({ ...rest, architecture: read(notation) });
}

type EvaluatedRow = Row<NonNullable<RecordShape['curves']['evaluated']>>;

function evaluatedOf(withChild: ReturnType<typeof childReader>) {
  return (row: EvaluatedRow): EvaluatedEvent => {
    const { number, round, step, trainedSteps, parent, ...child } = row;
    return { kind: 'evaluated', number, round, step, trainedSteps, parent, child: withChild(child) };
  };
}

type Row<T extends Record<string, readonly unknown[]>> = { [K in keyof T]: T[K][number] };

/** Turns columns of equal length into rows. */
function rows<T extends Record<string, readonly unknown[]>>(name: string, columns: T): Row<T>[] {
  const entries = Object.entries(columns);
  const length = entries[0]?.[1].length ?? 0;
  if (entries.some(([, column]) => column.length !== length)) {
    throw new Inconsistent(`The columns of ${name} in the record differ in length.`);
  }
  return Array.from(
    { length },
    (_, i) => Object.fromEntries(entries.map(([key, column]) => [key, column[i]])) as Row<T>,
  );
}

function checkMarginals(marginals: readonly (readonly number[])[], { decisions }: Space): void {
  const fits =
    marginals.length === decisions.length &&
    decisions.every(({ choices }, i) => marginals[i]?.length === choices.length);
  if (!fits) throw new Inconsistent('The record’s marginals do not fit the decisions of its space.');
}
