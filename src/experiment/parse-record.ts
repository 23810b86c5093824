import * as v from 'valibot';
import type { MeasuredEvent, PolicyChild } from './events.ts';
import type { Architecture, Space } from '../space/space.ts';
import { spaceOf } from './build.ts';
import type { RunHistory } from './history.ts';
import {
  childrenTable,
  derivedEntry,
  evaluatedTable,
  policyTable,
  READ_SCHEMAS,
  RECORD_SCHEMA,
  recordSchema,
  type RecordShape,
  weightsTable,
} from './record-schema.ts';
import { type ColumnsOf, type Read, type RowOf, type Table, type TableFields, UnevenColumns } from './record-table.ts';
import type { RunRecord } from './record.ts';
import { problemsInWords, quoted } from './schema.ts';
import { readStoredSettings } from './stored-settings.ts';
import type { Settings } from './settings.ts';
import { readStudies } from './studies/codecs/codecs.ts';

/** More than the longest run that the settings allow without millions of steps; a file beyond it is not read. */
export const MAX_RECORD_CHARACTERS = 64_000_000;

export type ParsedRecord =
  | {
      readonly ok: true;
      readonly record: RunRecord;
      readonly history: RunHistory;
      /** What was filled in, or not understood and kept; a sentence each. */
      readonly notes: readonly string[];
    }
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
  if (!READ_SCHEMAS.some((schema) => schema === json.schema)) {
    const found = quoted(typeof json.schema === 'string' ? json.schema : JSON.stringify(json.schema));
    return refuse(`The record is of schema ${found}; this page reads schemas up to ${RECORD_SCHEMA}.`);
  }
  const shape = v.safeParse(recordSchema, json, { abortEarly: true });
  if (!shape.success) return refuse(`In the record, ${fieldOf(shape.issues[0])} is missing or out of range.`);
  const stored = readStoredSettings(shape.output.settings);
  if (!stored.ok) return refuse(`The record’s settings do not hold: ${problemsInWords(stored.problems)}`);
  const { settings, unknown, notes } = stored;
  if (settings.seed !== shape.output.seed) return refuse('The record gives two seeds.');
  try {
    const record: RunRecord = {
      ...shape.output,
      schema: RECORD_SCHEMA,
      settings,
      ...(Object.keys(unknown).length === 0 ? {} : { otherSettings: unknown }),
    };
    return { ok: true, record, history: historyOf(shape.output, settings), notes };
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
  const read = childReader(space);
  const rows = <F extends TableFields>(name: string, table: Table<F>, columns: ColumnsOf<F>): RowOf<F>[] =>
    rowsOf(name, () => table.read(columns, read));
  const weights = rows('curves.weights', weightsTable, curves.weights);
  const policy = rows('curves.policy', policyTable, curves.policy);
  const childrenOf = new Map<number, PolicyChild[]>(policy.map(({ update }) => [update, []]));
  for (const { update, ...child } of rows('curves.children', childrenTable, curves.children)) {
    const siblings = childrenOf.get(update);
    if (siblings === undefined) {
      throw new Inconsistent(`The record has children of policy update ${update}, but not that update.`);
    }
    siblings.push(child);
  }
  if (result !== null) read(result.notation);
  const evaluated = curves.evaluated === undefined ? [] : rows('curves.evaluated', evaluatedTable, curves.evaluated);
  return {
    weights: weights.map((row) => ({ kind: 'weights', ...row })),
    evaluated: evaluated.map(({ number, round, step, trainedSteps, parent, ...child }) => {
      return { kind: 'evaluated', number, round, step, trainedSteps, parent, child };
    }),
    policy: policy.map((row) => {
      checkMarginals(row.marginals, space);
      return { kind: 'policy', ...row, children: childrenOf.get(row.update) ?? [] };
    }),
    measured: curves.measured === undefined ? [] : measuredOf(curves.measured),
    derived: derived.map((event) => ({ kind: 'derived', ...derivedEntry.read(event, read) })),
    studies: readStudies(record, { settings, space, architectureOf: read }),
    finished: record.finished,
  };
}

/**
 * Reads notations. The same one gives the same array, since most children come more than once.
 */
function childReader(space: Space): Read {
  const known = new Map<string, Architecture>();
  return (notation) => {
    const seen = known.get(notation);
    if (seen !== undefined) return seen;
    const result = space.parse(notation);
    if (!result.ok) throw new Inconsistent(`The record has a child that its space cannot read: ${result.reason}`);
    known.set(notation, result.architecture);
    return result.architecture;
  };
}

function rowsOf<Row>(name: string, read: () => Row[]): Row[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnevenColumns)) throw error;
    throw new Inconsistent(`The columns of ${name} in the record differ in length.`);
  }
}

/** The rows of a method's own series. */
function measuredOf(columns: NonNullable<RecordShape['curves']['measured']>): MeasuredEvent[] {
  const { round, step, evaluation, ...series } = columns;
  const all = Object.entries(series);
  const rows = round.length;
  if ([step, evaluation, ...all.map(([, column]) => column)].some(({ length }) => length !== rows)) {
    throw new Inconsistent('The columns of curves.measured in the record differ in length.');
  }
  return round.map((of, row) => ({
    kind: 'measured',
    round: of,
    step: step[row] ?? 0,
    evaluation: evaluation[row] ?? 0,
    values: Object.fromEntries(
      all.flatMap(([id, column]) => {
        const value = column[row] ?? null;
        return value === null ? [] : [[id, value]];
      }),
    ),
  }));
}

function checkMarginals(marginals: readonly (readonly number[])[], { decisions }: Space): void {
  const fits =
    marginals.length === decisions.length &&
    decisions.every(({ choices }, i) => marginals[i]?.length === choices.length);
  if (!fits) throw new Inconsistent('The record’s marginals do not fit the decisions of its space.');
}
