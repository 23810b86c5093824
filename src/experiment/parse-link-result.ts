import * as v from 'valibot';
import {
  cleaned,
  type FieldName,
  isResultField,
  type LinkResult,
  MAX_ADAPTER_LENGTH,
  type Measured,
} from './link-result.ts';
import { type Measure, measureNames } from './measures/measures.ts';
import { UNNAMED_MEASURE } from './record-fields.ts';
import { quoted } from './schema.ts';

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
