import { expect, test } from 'vitest';
import { DataDamagedError } from '../../../src/task/errors.ts';
import { parseManifest } from '../../../src/task/manifest.ts';
import { tinySet } from './data-server.ts';

test('a sound manifest passes unchanged', () => {
  const { manifest } = tinySet();
  expect(parseManifest(structuredClone(manifest), 'tiny')).toEqual(manifest);
});

const { manifest } = tinySet();
const { licence, ...noLicence } = manifest;
test.each([
  ['nothing', null, /./],
  ['a missing field', noLicence, /licence/],
  ['an unknown field', { ...manifest, licence, extra: 1 }, /extra/],
  ['no images', { ...manifest, search: { ...manifest.search, images: 0 } }, /search\.images/],
  ['a path as file name', { ...manifest, test: { ...manifest.test, file: '../x.bin.gz' } }, /test\.file/],
  ['a checksum of the wrong length', { ...manifest, test: { ...manifest.test, sha256: 'ab' } }, /test\.sha256/],
  ['a size that is not that of its images', { ...manifest, search: { ...manifest.search, bytes: 1 } }, /sizes/],
  ['one class', { ...manifest, classes: ['a'] }, /classes/],
  ['another data set', { ...manifest, id: 'other' }, /is that of other/],
])('%s is damaged, and the sentence says where', (_, json, sentence) => {
  expect(() => parseManifest(json, 'tiny')).toThrow(DataDamagedError);
  expect(() => parseManifest(json, 'tiny')).toThrow(sentence);
});
