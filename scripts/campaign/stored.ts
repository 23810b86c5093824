import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { looksLikeComparison } from '../../src/experiment/comparison-record.ts';

const folder = new URL('../../tests/unit/experiment/stored/', import.meta.url);
const texts = readdirSync(folder)
  .sort()
  .map((name) => gunzipSync(readFileSync(new URL(name, folder))).toString());

/** Run records and comparisons that an earlier version wrote, as texts. */
export const storedComparisons = texts.filter(looksLikeComparison);
export const storedRecords = texts.filter((text) => !looksLikeComparison(text));
