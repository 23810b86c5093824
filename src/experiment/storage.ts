import type { IDBPDatabase } from 'idb';

/** Texts by key that the browser keeps between visits. */
export interface BrowserStore {
  keys(): Promise<string[]>;
  get(key: string): Promise<unknown>;
  put(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** How long the browser's storage may take to open, and to do what it is asked for, in ms. */
const limits = { open: 3_000, call: 5_000 } as const;

/** The browser's storage did not answer, neither well nor badly. */
export class SilentStorageError extends Error {
  override readonly name = 'SilentStorageError';
}

/**
 * A store of the browser's IndexedDB, opened at first use. Its promises reject where the browser allows none, and with a
 * `SilentStorageError` where it does not answer: no call waits without end.
 */
export function openStorage(name: string, store: string): BrowserStore {
  let database: Promise<IDBPDatabase> | undefined;
  let limit: number = limits.open;
  const openNew = async () => {
    const { openDB } = await import('idb');
    const opened = await openDB(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore(store);
      },
      // Another page deletes it, or the browser has closed it: the next call opens it again.
      blocking() {
        opened.close();
        database = undefined;
      },
      terminated() {
        database = undefined;
      },
    });
    return opened;
  };
  const call = async <T>(use: (opened: IDBPDatabase) => Promise<T>): Promise<T> => {
    let opened: IDBPDatabase;
    try {
      opened = await answered((database ??= openNew()), limit);
    } catch (error) {
      // What was waited for once is not waited for again, but used if it comes after all.
      if (error instanceof SilentStorageError) limit = 0;
      else database = undefined;
      throw error;
    }
    return answered(use(opened), limits.call);
  };
  return {
    keys: () => call(async (opened) => (await opened.getAllKeys(store)).map(String)),
    get: (key) => call((opened) => opened.get(store, key)),
    put: (key, value) =>
      call(async (opened) => {
        await opened.put(store, value, key);
      }),
    delete: (key) => call((opened) => opened.delete(store, key)),
  };
}

/** What the work comes to, or a `SilentStorageError` after so many ms. */
async function answered<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SilentStorageError()), milliseconds);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why the browser kept nothing, to go on a sentence with. */
export function whyUnkept(error: unknown): string {
  switch (error instanceof Error ? error.name : '') {
    case 'QuotaExceededError':
      return 'the browser’s storage is full';
    case 'SilentStorageError':
      return 'the browser’s storage does not answer';
    default:
      return 'the browser does not allow storage here';
  }
}
