import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { comparisonText, looksLikeComparison, parseComparison } from '../../../src/experiment/comparison-record.ts';
import { parseRecord } from '../../../src/experiment/parse-record.ts';
import { presets } from '../../../src/experiment/presets.ts';
import { recordOf } from '../../../src/experiment/record.ts';
import { recordText } from '../../../src/experiment/record-text.ts';
import { spaceOf } from '../../../src/experiment/build.ts';
import { settingKeys, settingOf } from '../../../src/experiment/schema.ts';

/** Files that version 0.1.0 wrote (schema 1): they open for ever. */
const folder = new URL('./stored/', import.meta.url);
const files = readdirSync(folder)
  .sort()
  .map((file) => {
    const name = file.replace('.json.gz', '');
    return { name, text: gunzipSync(readFileSync(new URL(file, folder))).toString() };
  });
const runs = files.filter(({ text }) => !looksLikeComparison(text));

/**
 * What may be said on opening a file: that it lacks settings, where it does, which happens as soon as later versions have
 * more of them. Nothing else.
 */
function expectOnlyLacking(notes: readonly string[], stored: unknown): void {
  const names = new Set(Object.keys(stored as object));
  const lacking = settingKeys.filter((key) => !names.has(key)).map((key) => settingOf(key).label);
  for (const note of notes) {
    expect(note).toMatch(/^It says nothing of .*: the default(s stand| stands) in\.$/);
    expect(lacking.some((label) => note.includes(label))).toBe(true);
  }
}

function opened(text: string) {
  const result = parseRecord(text);
  if (!result.ok) throw new Error(result.sentence);
  return result;
}

test('there is one of every preset of that version, with retraining and ranking, and a comparison', () => {
  const names = files.map(({ name }) => name);
  const before = ['enas-fashion', 'quick-tour', 'enas-mnist', 'enas-macro', 'enas-recurrent', 'enas-javascript'];
  expect(names).toEqual(expect.arrayContaining([...before, 'enas-faithful', 'comparison']));
  for (const { name, text } of runs) {
    if (!presets.some(({ id }) => id === name)) continue;
    const { studies } = opened(text).history;
    expect(studies.retraining?.rank, name).not.toBeNull();
    expect(studies.ranking?.agreements.length, name).toBeGreaterThan(0);
  }
});

test.each(runs)('$name opens, and says the same again', ({ text }) => {
  const { record, history, notes } = opened(text);
  expectOnlyLacking(notes, (JSON.parse(text) as { settings: unknown }).settings);
  const { settings, adapter, versions, counters } = record;
  const again = recordOf(history, { settings, space: spaceOf(settings), adapter, versions, seconds: counters.seconds });
  expect(JSON.parse(recordText(again))).toEqual({ ...(JSON.parse(text) as object), schema: 2, settings });
  // What was written then stands in what is written now, to the letter.
  expect(JSON.parse(recordText(again))).toMatchObject({
    settings: (JSON.parse(text) as { settings: object }).settings,
  });
});

test('the comparison opens, and says the same again', () => {
  const { text } = files.find(({ name }) => name === 'comparison') ?? { text: '' };
  const result = parseComparison(text);
  if (!result.ok) throw new Error(result.sentence);
  const stored = JSON.parse(text) as { readonly settings: object };
  expectOnlyLacking(result.notes, stored.settings);
  expect(JSON.parse(comparisonText(result.record))).toMatchObject({
    ...stored,
    schema: 2,
  });
});

describe('a record of another version', () => {
  const { text: old } = runs.find(({ name }) => name === 'quick-tour') ?? { text: '' };
  // As this version writes it, so that only what a test takes away is missing.
  const text = recordText(opened(old).record);
  interface Loose {
    schema: unknown;
    settings: Record<string, unknown>;
    curves: Record<string, Record<string, unknown[]>>;
    [key: string]: unknown;
  }
  function changed(change: (record: Loose) => void): string {
    const record = JSON.parse(text) as Loose;
    change(record);
    return JSON.stringify(record);
  }

  test('that lacks settings has their defaults, and says so where they matter', () => {
    const { record, notes } = opened(
      changed(({ settings }) => {
        delete settings['tanhConstant'];
        delete settings['populationSize'];
      }),
    );
    expect(record.settings.tanhConstant).toBe(2.5);
    expect(notes).toEqual(['It says nothing of tanh bound c: the default stands in.']);
  });

  test('that has settings, columns and keys of its own keeps them when it is written again', () => {
    const later = changed((record) => {
      record.settings['sharpness'] = 3;
      record['lessons'] = { seen: 2 };
      const { weights = {} } = record.curves;
      weights['sharpness'] = (weights['step'] ?? []).map(() => 0.5);
      record.curves['alphas'] = { step: [1, 2] };
    });
    const { record, notes } = opened(later);
    expect(notes).toEqual(['It has a setting that this version does not know (“sharpness”): kept as it is.']);
    expect(record.settings).not.toHaveProperty('sharpness');
    expect(JSON.parse(recordText(record))).toEqual({
      ...(JSON.parse(later) as object),
      schema: 2,
      settings: expect.objectContaining({ sharpness: 3 }) as unknown,
    });
  });

  test('settings that do not matter to it are not held against it', () => {
    const { record } = opened(changed(({ settings }) => (settings['populationSize'] = 'many')));
    expect(record.settings.populationSize).toBe(16);
    expect(parseRecord(changed(({ settings }) => (settings['tanhConstant'] = 'many'))).ok).toBe(false);
  });

  test.each([3, '2', null, { toString: 1 }])('of schema %j is refused', (schema) => {
    const result = parseRecord(changed((record) => (record.schema = schema)));
    expect(result).toMatchObject({ ok: false });
  });

  test('an unknown column of another length is refused', () => {
    const result = parseRecord(changed(({ curves }) => ((curves['weights'] ?? {})['more'] = [1])));
    expect(result).toEqual({ ok: false, sentence: 'The columns of curves.weights in the record differ in length.' });
  });
});
