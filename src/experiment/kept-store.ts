import { openStorage, type BrowserStore } from './storage.ts';

/** Where the browser keeps the runs and comparisons that a person keeps. */
export function openKeptStore(): BrowserStore {
  return openStorage('nas-playground-kept', 'kept');
}
