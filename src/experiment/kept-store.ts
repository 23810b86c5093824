import type { DBSchema, IDBPDatabase } from 'idb';
import type { KeptStore } from './kept.ts';

interface KeptSchema extends DBSchema {
  kept: { key: string; value: string };
}

/** The browser's IndexedDB as a store, opened at first use; its promises reject where the browser allows none. */
export function openKeptStore(): KeptStore {
  let database: Promise<IDBPDatabase<KeptSchema>> | undefined;
  const openNew = async () => {
    const { openDB } = await import('idb');
    return openDB<KeptSchema>('nas-playground-kept', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('kept');
      },
    });
  };
  const open = () => (database ??= openNew());
  return {
    keys: async () => (await open()).getAllKeys('kept'),
    get: async (key) => (await open()).get('kept', key),
    put: async (key, value) => {
      await (await open()).put('kept', value, key);
    },
    delete: async (key) => (await open()).delete('kept', key),
  };
}
