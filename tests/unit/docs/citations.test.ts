import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { deadCitations, type Notes, readNote } from './follow.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Files under version control, and those that may come to be. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
/** Not this test, whose examples lead nowhere on purpose. */
const citing = files.filter(
  (file) =>
    /^(src|scripts|tests)\/.*\.(ts|svelte|css)$|^[^/]+\.(ts|js|html)$/.test(file) &&
    !file.startsWith('tests/unit/docs/'),
);
const documents = files.filter((file) => /^docs\/.*\.md$|^README\.md$/.test(file));

const notes: Notes = new Map(documents.map((file) => [file, readNote(read(file))]));

test('every citation of a note leads to a heading, an item or an equation that exists', () => {
  expect(citing.length).toBeGreaterThan(300);
  expect([...citing, ...documents].flatMap((file) => deadCitations(file, read(file), notes))).toEqual([]);
});

test('every link from one document to a file leads there', () => {
  const dead = documents.flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].flatMap(([, target = '']) =>
      existsSync(join(root, normalize(join(dirname(file), target)))) ? [] : [`${file} links to ${target}`],
    ),
  );
  expect(dead).toEqual([]);
});

test('nothing cites a note that is not shipped', () => {
  const found = [...citing, ...documents].filter((file) => /(design|engine) notes?\b/i.test(read(file)));
  expect(found).toEqual([]);
});

describe('a citation that leads nowhere is found', () => {
  const enas: Notes = new Map([
    ['docs/methods/enas.md', readNote(read('docs/methods/enas.md'))],
    ['docs/engine.md', readNote(read('docs/engine.md'))],
  ]);
  const dead = (text: string): number => deadCitations('a.ts', text, enas).length;

  test.each([
    'methods/enas 3.1, RNN',
    'methods/enas 9.16',
    'methods/enas 7.3',
    'methods/enas section 9, answer 14',
    'methods/enas 3.4 and section 4',
    'methods/enas (4)–(7)',
    'methods/enas (F3).',
    'methods/enas (weight sharing)',
    'methods/enas\n * 7.2): each',
    'methods/enas.',
    'docs/engine.md 2.9',
  ])('not in: %s', (citation) => {
    expect(dead(`/** ${citation} */`)).toBe(0);
  });

  test.each([
    'methods/enas 3.9',
    'methods/enas 9.17',
    'methods/enas 7.6',
    'methods/enas section 13',
    'methods/enas section 9, answer 40',
    'methods/enas 3.4 and section 14',
    'methods/enas (4)–(9)',
    'methods/enas (F4).',
    'methods/enas (evolution strategies)',
    'methods/enas\n * 7.9): each',
    'methods/snas 3.1',
    'methods/snas.',
    'docs/engines.md',
    'docs/engine.md 2.19',
    'methods/enas 3.2: a node is (F1) or\n * (F7)',
    'methods/enas section 9 (answer 17)',
  ])('in: %s', (citation) => {
    expect(dead(`/** ${citation} */`)).toBe(1);
  });

  test('with file and line; a path to a module is none', () => {
    const text = `import { enas } from './methods/enas.ts';\nimport 'experiment/methods/snas.ts';\n\n// methods/enas 3.9\n`;
    expect(deadCitations('src/a.ts', text, enas)).toEqual([
      'src/a.ts:4 cites 3.9 of docs/methods/enas.md, which has no such place.',
    ]);
  });
});
