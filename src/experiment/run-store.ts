import { openStorage, type BrowserStore } from './storage.ts';

/** Where the browser keeps the last run and the visitor's text. */
export function openRunStore(): BrowserStore {
  return openStorage('nas-playground', 'runs');
}
