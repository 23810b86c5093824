import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TextSource } from './source.ts';

/** The package exports only its entry points; the bundle stands beside one of them. */
const bundle = fileURLToPath(new URL('../dist/d3.js', import.meta.resolve('d3')));

export const d3Source: TextSource = {
  id: 'd3-source',
  label: 'JavaScript (d3)',
  licence: 'ISC',
  attribution: 'The source of d3 7.9.2, © 2010–2026 Mike Bostock and contributors.',
  splitNote: 'In the order of the file: the first 80 % train, the next 10 % validate, the last 10 % test.',
  sha256: {
    search: '27a1efcac89d25201154b373046358caf5a3bf4b2e900a47758ee9734b29d48b',
    test: 'e4275df31900a7a7121a614bf52e9f732a27734bae775b7e0a25866fc613922b',
  },
  read: () => readFileSync(bundle, 'utf8'),
};
