import { describe, expect, test } from 'vitest';
import { spaceOf } from '../../../src/experiment/build.ts';
import { emptyHistory } from '../../../src/experiment/history.ts';
import { LastRun, type RunStore } from '../../../src/experiment/last-run.ts';
import { recordOf } from '../../../src/experiment/record.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';

const record = recordOf(emptyHistory, {
  settings: defaultSettings,
  space: spaceOf(defaultSettings),
  adapter: { backend: 'cpu', form: 'reference', vendor: '', architecture: '' },
  versions: {},
  seconds: 0,
});

function memory(): RunStore & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    get: (key) => Promise.resolve(values.get(key)),
    put: (key, value) => Promise.resolve(void values.set(key, value)),
    delete: (key) => Promise.resolve(void values.delete(key)),
  };
}

function failing(error: Error): RunStore {
  const fail = () => Promise.reject(error);
  return { get: fail, put: fail, delete: fail };
}

describe('the last run', () => {
  test('is there on the next visit', async () => {
    const store = memory();
    expect(await new LastRun(store).keep(record)).toEqual({ sentence: null });
    const next = new LastRun(store);
    expect(await next.load()).toMatchObject({ ok: true, record });
  });

  test('is nothing on the first visit and after it was forgotten', async () => {
    const lastRun = new LastRun(memory());
    expect(await lastRun.load()).toBeNull();
    await lastRun.keep(record);
    await lastRun.forget();
    expect(await lastRun.load()).toBeNull();
  });

  test('that is damaged is told once and dropped', async () => {
    const store = memory();
    store.values.set('last-run', '{"schema":1');
    const lastRun = new LastRun(store);
    expect(await lastRun.load()).toEqual({ ok: false, sentence: 'The file is not JSON.' });
    expect(await lastRun.load()).toBeNull();
  });

  test('is not kept where the storage is full, and a sentence says so', async () => {
    const lastRun = new LastRun(failing(new DOMException('no room', 'QuotaExceededError')));
    expect(await lastRun.keep(record)).toEqual({
      sentence:
        'This run could not be kept for the next visit: the browser’s storage is full; export the run as a file instead.',
    });
  });

  test('where the browser keeps nothing, the page goes on', async () => {
    const lastRun = new LastRun(failing(new DOMException('denied', 'InvalidStateError')));
    expect(await lastRun.load()).toBeNull();
    await lastRun.forget();
    expect((await lastRun.keep(record)).sentence).toMatch(/does not allow storage/);
  });
});
