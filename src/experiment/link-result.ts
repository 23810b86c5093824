import type { Measure } from './measures/measures.ts';
import { namedMeasure, round6 } from './record-fields.ts';

/** A value of the measure, and on how many examples it was measured. */
export interface Measured {
  readonly value: number;
  readonly examples: number;
}

/** What a link says of the child that it carries; null is not known. */
export interface LinkResult {
  /** Whether a search derived it or a person chose it. */
  readonly role: 'derived' | 'chosen';
  /** On validation, as the search scored it. */
  readonly score: Measured | null;
  /** On test, trained from scratch; the others were trained beside it, and tested on as many examples. */
  readonly test: Measured | null;
  /** How many random ones it is better than, of how many. */
  readonly wins: { readonly better: number; readonly of: number } | null;
  readonly handMade: number | null;
  readonly trivial: number | null;
  /** What it was computed on, in words. */
  readonly adapter: string | null;
}

/** Longest words for an adapter, and the signs in them. */
export const MAX_ADAPTER_LENGTH = 60;
const OTHER_SIGNS = /[^\w().,:+-]+/g;

/** An adapter’s words as they may stand in a link. */
export function cleaned(adapter: string): string {
  return adapter.replace(OTHER_SIGNS, ' ').trim().slice(0, MAX_ADAPTER_LENGTH).trim();
}

const fieldNames = ['role', 'score', 'test', 'wins', 'handmade', 'trivial', 'adapter', 'measure'] as const;
export type FieldName = (typeof fieldNames)[number];

export function isResultField(name: string): name is FieldName {
  return fieldNames.some((field) => field === name);
}

/** The fields of a link that carry a result, in a fixed order; none where a value is out of range, as of a network that broke. */
export function printResult(result: LinkResult, measure: Measure): readonly (readonly [FieldName, string])[] {
  const text = (value: number) => String(round6(value));
  const measured = (one: Measured | null) => one && `${text(one.value)},${one.examples}`;
  const [min, max] = measure.range;
  const all = [result.score?.value, result.test?.value, result.handMade, result.trivial];
  if (!all.every((one) => one == null || (one >= min && one <= max))) return [];
  const values: Record<FieldName, string | null> = {
    role: result.role,
    score: measured(result.score),
    test: measured(result.test),
    wins: result.wins && `${result.wins.better},${result.wins.of}`,
    handmade: result.handMade === null ? null : text(result.handMade),
    trivial: result.trivial === null ? null : text(result.trivial),
    adapter: result.adapter && cleaned(result.adapter),
    measure: namedMeasure(measure).measure ?? null,
  };
  return fieldNames.flatMap((name) => {
    const value = values[name];
    return value === null || value === '' ? [] : [[name, value] as const];
  });
}
