import * as v from 'valibot';
import type { Measure } from './measures/measures.ts';
import { measureNames } from './measures/measures.ts';
import { namedMeasure, round6, UNNAMED_MEASURE } from './record-fields.ts';
import { quoted } from './schema.ts';

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
const MAX_ADAPTER_LENGTH = 60;
const OTHER_SIGNS = /[^\w().,:+-]+/g;

function cleaned(adapter: string): string {
  return adapter.replace(OTHER_SIGNS, ' ').trim().slice(0, MAX_ADAPTER_LENGTH).trim();
}

const fieldNames = ['role', 'score', 'test', 'wins', 'handmade', 'trivial', 'adapter', 'measure'] as const;
type FieldName = (typeof fieldNames)[number];

export function isResultField(name: string): name is FieldName {
  return fieldNames.some((field) => field === name);
}

/** One number as it is written: decimals, no exponent. */
const decimal = v.pipe(v.string(), v.regex(/^\d{1,12}(\.\d{1,12})?$/), v.transform(Number));
const split = v.pipe(
  v.string(),
  v.transform((text) => text.split(',')),
);
const count = v.pipe(decimal, v.safeInteger());

/** What each field must be: in words, for who reads that it is not, and as a schema. */
function fieldsOf({ range: [min, max] }: Measure) {
  const value = v.pipe(decimal, v.minValue(min), v.maxValue(max));
  const bounds = `from ${min} to ${max}`;
  const measured = v.pipe(
    split,
    v.strictTuple([value, v.pipe(count, v.minValue(1))]),
    v.transform(([one, examples]): Measured => ({ value: one, examples })),
  );
  const wins = v.pipe(
    split,
    v.strictTuple([count, v.pipe(count, v.minValue(1), v.maxValue(1_000))]),
    v.check(([better, of]) => better <= of),
    v.transform(([better, of]) => ({ better, of })),
  );
  const inWords = {
    role: 'derived or chosen',
    score: `a value ${bounds} and a number of examples, with a comma between`,
    test: `a value ${bounds} and a number of examples, with a comma between`,
    wins: 'two counts with a comma between, the second no smaller',
    handmade: bounds,
    trivial: bounds,
    adapter: `at most ${MAX_ADAPTER_LENGTH} letters, digits and plain signs`,
    measure: measureNames.join(' or '),
  } as const satisfies Record<FieldName, string>;
  const schema = v.strictObject({
    role: v.picklist(['derived', 'chosen']),
    score: v.exactOptional(measured),
    test: v.exactOptional(measured),
    wins: v.exactOptional(wins),
    handmade: v.exactOptional(value),
    trivial: v.exactOptional(value),
    adapter: v.exactOptional(
      v.pipe(
        v.string(),
        v.maxLength(MAX_ADAPTER_LENGTH),
        v.check((text) => text !== '' && cleaned(text) === text),
      ),
    ),
    measure: v.exactOptional(v.picklist(measureNames)),
  });
  return { inWords, schema };
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

/**
 * Reads the fields of a result, all of it or nothing: what was measured otherwise than it says, or stands without what it
 * was measured beside, would say something else. Null without a sentence where there are none.
 */
export function parseResult(
  fields: ReadonlyMap<string, string>,
  measure: Measure,
): { readonly result: LinkResult | null; readonly problem: string | null } {
  const given = Object.fromEntries([...fields].filter(([name]) => isResultField(name)));
  const leftOut = (why: string) => ({ result: null, problem: `The link’s result is left out: ${why}.` });
  if (Object.keys(given).length === 0) return { result: null, problem: null };
  const { inWords, schema } = fieldsOf(measure);
  const parsed = v.safeParse(schema, given, { abortEarly: true });
  if (!parsed.success) {
    const name = v.getDotPath(parsed.issues[0])?.split('.')[0] as FieldName;
    const value = given[name];
    return leftOut(
      `“${name}” must be ${inWords[name]}, ${value === undefined ? 'and is not there' : `not ${quoted(value)}`}`,
    );
  }
  const { role, score, test, wins, handmade, trivial, adapter, measure: by = UNNAMED_MEASURE } = parsed.output;
  if (by !== measure.name) return leftOut(`it is measured by ${by}, its settings by ${measure.name}`);
  if (test === undefined && [wins, handmade, trivial].some((one) => one !== undefined)) {
    return leftOut('it says how others did on test, but not how its own child did');
  }
  const result = {
    role,
    score: score ?? null,
    test: test ?? null,
    wins: wins ?? null,
    handMade: handmade ?? null,
    trivial: trivial ?? null,
    adapter: adapter ?? null,
  };
  return { result, problem: null };
}
