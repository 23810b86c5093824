import { describe, expect, test } from 'vitest';
import { spaceOf } from '../../../src/experiment/build.ts';
import { comparisonText, emptyComparison } from '../../../src/experiment/comparison-record.ts';
import { emptyHistory } from '../../../src/experiment/history.ts';
import { contentOf, type Kept, loadKept, nextPlace, putKept } from '../../../src/experiment/kept.ts';
import type { BrowserStore } from '../../../src/experiment/storage.ts';
import { recordText } from '../../../src/experiment/record-text.ts';
import { recordOf } from '../../../src/experiment/record.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';

const record = recordOf(emptyHistory, {
  settings: defaultSettings,
  space: spaceOf(defaultSettings),
  adapter: { backend: 'cpu', form: 'reference', vendor: '', architecture: '' },
  versions: {},
  seconds: 0,
});
const comparison = emptyComparison({ ...defaultSettings, compareAlong: 'strategies' });

function memory(): BrowserStore & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    keys: () => Promise.resolve([...values.keys()]),
    get: (key) => Promise.resolve(values.get(key)),
    put: (key, value) => Promise.resolve(void values.set(key, value)),
    delete: (key) => Promise.resolve(void values.delete(key)),
  };
}

function entry(text: string, place: Pick<Kept, 'id' | 'colour'>, name = 'a run'): Kept {
  return { ...place, name, text, content: contentOf(text) };
}

describe('what is kept', () => {
  test('is there on the next visit, oldest first, runs and comparisons', async () => {
    const store = memory();
    const first = entry(recordText(record), nextPlace([], 'x'));
    const second = entry(comparisonText(comparison), nextPlace([first], 'x'), 'a comparison');
    expect(await putKept(store, second)).toBeNull();
    expect(await putKept(store, first)).toBeNull();
    const kept = await loadKept(store);
    expect(kept).toEqual([first, second]);
    expect(kept.map(({ content }) => content.kind)).toEqual(['run', 'comparison']);
    expect(kept.map(({ colour }) => colour)).toEqual([0, 1]);
  });

  test.each([
    ['no text', 7],
    ['no JSON', '{'],
    ['another shape', '{"name":"x"}'],
    ['a colour that there is not', JSON.stringify({ name: 'x', colour: 9, text: '' })],
    ['a name that is too long', JSON.stringify({ name: 'x'.repeat(61), colour: 0, text: '' })],
    ['a record that is none', JSON.stringify({ name: 'x', colour: 0, text: '{}' })],
  ])('and damaged (%s) is shown as such among the others', async (_, value) => {
    const store = memory();
    const good = entry(recordText(record), nextPlace([], 'x'));
    await putKept(store, good);
    store.values.set('000002', value);
    const kept = await loadKept(store);
    expect(kept[0]).toEqual(good);
    expect(kept[1]).toMatchObject({ id: '000002', content: { kind: 'damaged' } });
  });

  test('takes a new place after the last and the colour that is used least', () => {
    expect(nextPlace([{ id: '000012-a', colour: 0 }], 'b')).toEqual({ id: '000013-b', colour: 1 });
    const all = [0, 1, 2, 3, 4, 5, 0].map((colour, index) => ({ id: String(index), colour }));
    expect(nextPlace(all, 'c')).toEqual({ id: '000007-c', colour: 1 });
  });

  test.each([
    ['QuotaExceededError', /^The browser’s storage is full, so “a run” is not kept/],
    ['SecurityError', /^The browser does not allow storage here/],
  ])('says so where the browser fails with %s', async (name, sentence) => {
    const store = { ...memory(), put: () => Promise.reject(new DOMException('', name)) };
    expect(await putKept(store, entry(recordText(record), nextPlace([], 'x')))).toMatch(sentence);
  });
});
