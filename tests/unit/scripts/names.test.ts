import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { methodIds } from '../../../src/experiment/methods/methods.ts';
import { taskKinds } from '../../../src/experiment/task-kinds/kinds.ts';
import { familyIds } from '../../../src/space/spaces.ts';

/**
 * What one entry of a closed list is or does stands in its own files and is asked of it: nobody else compares with its
 * name. Its own files are those that have the name as a folder or as the (end of the) file's name.
 */
const lists: Readonly<Record<string, readonly string[]>> = {
  families: familyIds,
  methods: methodIds,
  'kinds of task': Object.keys(taskKinds),
};

/** Folders and files that may tell entries apart, by the start of their path. */
const allowed = [
  // The page's own look at each kind, in Svelte.
  'src/app/task-kinds/',
  // A line for each family.
  'src/supernet/reference/families.ts',
  'src/supernet/engine/families.ts',
  // Unrolls its cell over an excerpt, where there is one.
  'src/app/figure/recurrent/',
  // What the reference allocates, until it composes its networks from operations.
  'src/supernet/reference/estimate.ts',
];

const root = fileURLToPath(new URL('../../../', import.meta.url));
const files = ['src', 'scripts'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|svelte)$/.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
);

function isOwn(path: string, name: string): boolean {
  const parts = path.replace(/(\.svelte)?\.(ts|svelte)$/, '').split('/');
  return parts.includes(name) || parts.at(-1)?.endsWith(`-${name}`) === true;
}

/** Places where a text compares with a name or branches on it. */
function branches(text: string, name: string): number {
  const quoted = `(?:'${name}'|"${name}"|\`${name}\`)`;
  const branch = new RegExp(`[!=]==?\\s*${quoted}|${quoted}\\s*[!=]==?|\\bcase\\s+${quoted}|includes\\(${quoted}`, 'g');
  return [...text.matchAll(branch)].length;
}

test.each(Object.entries(lists))('nobody but an entry itself knows the names of %s', (_, names) => {
  const found = files
    .filter((path) => !allowed.some((start) => path.startsWith(start)))
    .flatMap((path) => {
      const text = readFileSync(`${root}${path}`, 'utf8');
      return names.filter((name) => !isOwn(path, name) && branches(text, name) > 0).map((name) => `${path}: ${name}`);
    });
  expect(found).toEqual([]);
});

test('a comparison, a case and a list count; a table and a word do not', () => {
  for (const text of ["family === 'micro'", "'micro' !== id", "case 'micro':", "list.includes('micro')"]) {
    expect(branches(text, 'micro')).toBe(1);
  }
  for (const text of ["family: 'micro'", '{ micro, macro }', "=== 'microscope'"]) {
    expect(branches(text, 'micro')).toBe(0);
  }
  expect(isOwn('src/space/micro/config.ts', 'micro')).toBe(true);
  expect(isOwn('src/supernet/check-images.ts', 'images')).toBe(true);
  expect(isOwn('src/experiment/settings.ts', 'micro')).toBe(false);
});
