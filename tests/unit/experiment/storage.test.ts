import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStorage, SilentStorageError, whyUnkept } from '../../../src/experiment/storage.ts';

const idb = vi.hoisted(() => ({ openDB: vi.fn() }));
vi.mock('idb', () => idb);

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  idb.openDB.mockReset();
});

const silence = new Promise<never>(() => undefined);
const outcome = (work: Promise<unknown>) =>
  work.then(String, (error: unknown) => (error instanceof Error ? error.name : String(error)));

describe('a browser’s storage', () => {
  test('that does not open is waited for once, and used when it does', async () => {
    let answer: (database: unknown) => void = () => undefined;
    idb.openDB.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const storage = openStorage('name', 'store');
    const first = outcome(storage.get('a'));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await first).toBe('SilentStorageError');
    const second = outcome(storage.put('a', 'b'));
    await vi.advanceTimersByTimeAsync(0);
    expect(await second).toBe('SilentStorageError');
    answer({ get: () => Promise.resolve('kept') });
    expect(await storage.get('a')).toBe('kept');
    expect(idb.openDB).toHaveBeenCalledTimes(1);
  });

  test.each(['keys', 'get', 'put', 'delete'] as const)(
    'whose %s does not answer is not waited for without end',
    async (call) => {
      idb.openDB.mockResolvedValue({
        getAllKeys: () => silence,
        get: () => silence,
        put: () => silence,
        delete: () => silence,
      });
      const work = outcome(openStorage('name', 'store')[call]('a', 'b'));
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await work).toBe('SilentStorageError');
    },
  );

  test('that is refused rejects with the browser’s reason', async () => {
    idb.openDB.mockRejectedValue(new DOMException('not here', 'SecurityError'));
    expect(await outcome(openStorage('name', 'store').keys())).toBe('SecurityError');
  });
});

test.each([
  [new SilentStorageError(), 'the browser’s storage does not answer'],
  [new DOMException('', 'QuotaExceededError'), 'the browser’s storage is full'],
  [new DOMException('', 'SecurityError'), 'the browser does not allow storage here'],
  ['nonsense', 'the browser does not allow storage here'],
])('%s is told', (error, words) => {
  expect(whyUnkept(error)).toBe(words);
});
