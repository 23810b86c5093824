import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Files of a folder of the repository that hold code, by their path. */
function sources(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|svelte)$/.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`);
}

/** What a file imports of the repository's own files, types and what is loaded at run time included. */
function importsOf(path: string, text: string): string[] {
  const specifiers = text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)'(\.[^']+)'/g);
  return [...specifiers].map(([, specifier = '']) => join(dirname(path), specifier));
}

/** The first circle that is found, as the files along it; null where there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string): string[] | null => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return null;
    way.push(path);
    for (const next of graph.get(path) ?? []) {
      const circle = visit(next);
      if (circle !== null) return circle;
    }
    way.pop();
    done.add(path);
    return null;
  };
  for (const path of graph.keys()) {
    const circle = visit(path);
    if (circle !== null) return circle;
  }
  return null;
}

test('no file imports itself over others, types included', () => {
  const files = ['src', 'scripts', 'tests'].flatMap(sources);
  const graph = new Map(files.map((path) => [path, importsOf(path, readFileSync(`${root}${path}`, 'utf8'))]));
  const edges = [...graph.values()].flat().filter((path) => graph.has(path));
  expect(edges.length).toBeGreaterThan(2_000);
  expect(circleIn(graph)).toBeNull();
});

test('a circle is found, however it is written', () => {
  const graph = (texts: Record<string, string>) =>
    new Map(Object.entries(texts).map(([path, text]) => [path, importsOf(path, text)]));
  const typed = { 'src/a/x.ts': "import type { Y } from './y.ts';", 'src/a/y.ts': "export { X } from '../a/x.ts';" };
  expect(circleIn(graph(typed))).toEqual(['src/a/x.ts', 'src/a/y.ts', 'src/a/x.ts']);
  expect(circleIn(graph({ ...typed, 'src/a/y.ts': "await import('./x.ts');" }))).not.toBeNull();
  expect(circleIn(graph({ ...typed, 'src/a/y.ts': "import 'svelte';" }))).toBeNull();
});
