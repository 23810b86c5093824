import type { DBSchema, IDBPDatabase } from 'idb';
import type { RunStore } from './last-run.ts';

interface Runs extends DBSchema {
  runs: { key: string; value: string };
}

/** The browser's IndexedDB as a store, opened at first use; its promises reject where the browser allows none. */
export function openRunStore(): RunStore {
  let database: Promise<IDBPDatabase<Runs>> | undefined;
  const openNew = async () => {
    const { openDB } = await import('idb');
    return openDB<Runs>('nas-playground', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('runs');
      },
    });
  };
  const open = () => (database ??= openNew());
  return {
    get: async (key) => (await open()).get('runs', key),
    put: async (key, value) => {
      await (await open()).put('runs', value, key);
    },
    delete: async (key) => (await open()).delete('runs', key),
  };
}
