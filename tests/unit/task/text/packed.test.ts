import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseManifest, parseTextManifest } from '../../../../src/task/manifest.ts';
import { OTHER, vocabularyOf } from '../../../../src/task/text/vocabulary.ts';

function read(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../../../public/data/${name}`, import.meta.url)));
}

test('the packed source of d3 is as its manifest says, and its characters fit a vocabulary', () => {
  const json: unknown = JSON.parse(read('d3-source.json').toString());
  const { search, test: rest, trainCharacters } = parseTextManifest(json, 'd3-source');
  const [first, second] = [search, rest].map(({ file }) => gunzipSync(read(file)).toString()) as [string, string];
  expect([first.length, second.length]).toEqual([search.characters, rest.characters]);
  expect(trainCharacters / (first.length + second.length)).toBeCloseTo(0.8, 4);
  const vocabulary = vocabularyOf(first.slice(0, trainCharacters));
  expect(vocabulary.length).toBeGreaterThan(90);
  expect(vocabulary.at(-1)).toBe(OTHER);
});

test('a manifest of images is none of a text', () => {
  const json: unknown = JSON.parse(read('mnist.json').toString());
  expect(() => parseTextManifest(json, 'mnist')).toThrow('damaged');
  expect(() => parseManifest(JSON.parse(read('d3-source.json').toString()), 'd3-source')).toThrow('damaged');
});
