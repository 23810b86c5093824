import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import ts from 'typescript-eslint';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const eslint = new ESLint({ cwd: root, overrideConfig: [ts.configs.disableTypeChecked] });

/** Rules that a file of one line breaks, by the folder of src in which it lies. */
async function broken(folder: string, line: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: `${root}src/${folder}/snippet.ts` });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

const importOf = (path: string): string => `import '${path}';`;
const refused = ['no-restricted-imports'];

/** The folders of src from the bottom up: nothing imports from a higher step. */
const steps = [
  ['math', 'device'],
  ['space', 'engine', 'task'],
  ['experiment'],
  ['supernet', 'policy'],
  ['search'],
  ['worker'],
  ['app'],
];
const folders = steps.flat();
const core = folders.filter((folder) => folder !== 'worker' && folder !== 'app');

test('every folder of src has its step', () => {
  const found = readdirSync(`${root}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders).toEqual(expect.arrayContaining(found.map(({ name }) => name)));
});

test.each(steps.flatMap((step, index) => step.map((folder) => [folder, steps.slice(index + 1).flat()] as const)))(
  '%s imports nothing from above',
  async (folder, above) => {
    for (const higher of above) expect(await broken(folder, importOf(`../${higher}/some/file.ts`))).toEqual(refused);
  },
);

test('space, engine and task do not know each other', async () => {
  const step = steps[1] ?? [];
  for (const folder of step) {
    for (const other of step.filter((name) => name !== folder)) {
      expect(await broken(folder, importOf(`../${other}/file.ts`))).toEqual(refused);
    }
  }
});

describe('the page', () => {
  test.each(['supernet/supernet', 'policy/policy', 'search/strategy', 'engine/device', 'worker/session', 'task/load'])(
    'does not import %s',
    async (file) => {
      expect(await broken('app/charts', importOf(`../../${file}.ts`))).toEqual(refused);
    },
  );
  test.each([
    'worker/client',
    'worker/protocol',
    'experiment/events',
    'task/task',
    'space/space',
    'experiment/settings',
  ])('may import %s', async (file) => {
    expect(await broken('app/charts', importOf(`../../${file}.ts`))).toEqual([]);
  });
  test('may import its own folders, Svelte and d3, but not tfjs', async () => {
    for (const path of ['../words/numbers.ts', 'svelte', 'd3']) {
      expect(await broken('app/charts', importOf(path))).toEqual([]);
    }
    expect(await broken('app/charts', importOf('@tensorflow/tfjs'))).toEqual(refused);
  });
});

test.each(core)('%s has no Svelte, no d3, no page, no clock and no hidden random numbers', async (folder) => {
  for (const path of ['svelte', 'svelte/store', 'd3']) expect(await broken(folder, importOf(path))).toEqual(refused);
  for (const value of ['Math.random()', 'Date.now()', 'performance.now()']) {
    expect(await broken(folder, `export const value = ${value};`)).toEqual(['no-restricted-properties']);
  }
  expect(await broken(folder, 'export const title = document.title;')).toEqual(['no-restricted-globals']);
});

test.each(['math', 'device', 'space', 'engine', 'task', 'experiment', 'search'])('%s has no tfjs', async (folder) => {
  expect(await broken(folder, importOf('@tensorflow/tfjs'))).toEqual(refused);
});

test('an import from a deeper folder, and one at run time, are refused too', async () => {
  expect(await broken('space/micro', importOf('../../search/enas.ts'))).toEqual(refused);
  expect(await broken('space', "await import('../search/enas.ts');")).toEqual(['no-restricted-syntax']);
  expect(await broken('search', "await import('@tensorflow/tfjs');")).toEqual(['no-restricted-syntax']);
});
