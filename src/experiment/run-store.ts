import { openStorage } from './storage.ts';

/** Where the browser keeps the last run and the visitor's text. */
export const runStore = openStorage('nas-playground', 'runs');
