import { openStorage } from './storage.ts';

/** Where the browser keeps the runs and comparisons that a person keeps. */
export const keptStore = openStorage('nas-playground-kept', 'kept');
