import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../../src/engine/', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Files, but for those named, with a line that has the pattern. */
const having = (pattern: RegExp, ...except: readonly string[]): string[] =>
  files.filter((file) => !except.includes(file) && pattern.test(readFileSync(folder + file, 'utf8')));

test('no kernel reads or counts words of its work list by number', () => {
  expect(files.length).toBeGreaterThan(60);
  expect(having(/\btable\[|STRIDE = \d/, 'words.ts', 'work-list.ts')).toEqual([]);
});

test('the engine knows nothing of architecture search', () => {
  expect(having(/methods\/|\bENAS\b|\bNAS\b|\bchild(ren)?\b|genotype|supernet|\b(micro|macro) /i)).toEqual([]);
});
