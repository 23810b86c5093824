import type { ForeignFormat } from './format.ts';

/** The text of an exported file, where a notation is asked for. */
export const record: ForeignFormat = {
  looks: /^\s*\{\s*"schema"\s*:/,
  name: 'This is a record of a run or a comparison',
  advice: 'Drop its file on the page to look at it; its children stand in it as notations.',
};
