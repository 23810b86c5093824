import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { DataDamagedError, DataMissingError } from '../../../src/task/errors.ts';
import { loadTask, type LoadOptions } from '../../../src/task/load.ts';
import type { ImageTask } from '../../../src/task/task.ts';
import { serve, tinySet } from './data-server.ts';

const SEARCH = '/some/where/data/tiny-search.bin.gz';
const TEST = '/some/where/data/tiny-test.bin.gz';
const MANIFEST = '/some/where/data/tiny.json';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  vi.unstubAllGlobals();
});

async function load(
  files: ReturnType<typeof tinySet>['files'],
  options: Partial<LoadOptions> = {},
): Promise<ImageTask> {
  const { baseUrl, close } = await serve(files);
  closers.push(close);
  return loadTask({ baseUrl, dataset: 'tiny', side: 4, trainImages: 30, ...options });
}

function bodyOf(files: ReturnType<typeof tinySet>['files'], path: string): Buffer {
  return Buffer.from(files.get(path)?.body ?? '');
}

test('train is the beginning of the packed order, validation the rest, test another file', async () => {
  const { files, search, test: testImages, manifest } = tinySet();
  const task = await load(files);
  expect(task.manifest).toEqual(manifest);
  expect(task.train.count).toBe(30);
  expect(task.validation.count).toBe(10);
  expect(Buffer.concat([task.train.pixels, task.validation.pixels])).toEqual(Buffer.from(search.pixels));
  expect(Buffer.concat([task.train.labels, task.validation.labels])).toEqual(Buffer.from(search.labels));
  expect(await task.loadTest()).toEqual(testImages);
});

test('the test file is fetched only when it is asked for', async () => {
  const { files } = tinySet();
  files.delete(TEST);
  const task = await load(files);
  await expect(task.loadTest()).rejects.toThrow(DataMissingError);
});

test('images are averaged to half and a quarter of their side', async () => {
  const { files, search } = tinySet();
  const task = await load(files, { side: 1 });
  expect(task.train.side).toBe(1);
  expect(task.train.pixels.length).toBe(30);
  const first = search.pixels.subarray(0, 16);
  expect(task.train.pixels[0]).toBe(Math.round(first.reduce((sum, pixel) => sum + pixel) / 16));
  expect((await task.loadTest()).side).toBe(1);
});

test.each([0, 40, 1.5, -1])('%d train images are refused', async (trainImages) => {
  await expect(load(tinySet().files, { trainImages })).rejects.toThrow(RangeError);
});

test('progress ends at the size of the zipped file', async () => {
  const { files, manifest } = tinySet();
  const seen: [number, number][] = [];
  await load(files, { onProgress: (done, total) => seen.push([done, total]) });
  expect(seen.at(-1)).toEqual([manifest.search.compressedBytes, manifest.search.compressedBytes]);
});

test('a file that the server marks as compressed in transit is taken as it comes', async () => {
  const { files, search, manifest } = tinySet();
  files.set(SEARCH, { body: bodyOf(files, SEARCH), headers: { 'content-encoding': 'gzip' } });
  const seen: [number, number][] = [];
  const task = await load(files, { onProgress: (done, total) => seen.push([done, total]) });
  expect(Buffer.from(task.train.pixels)).toEqual(Buffer.from(search.pixels.subarray(0, 30 * 16)));
  expect(seen.at(-1)).toEqual([manifest.search.bytes, manifest.search.bytes]);
});

test.each([MANIFEST, SEARCH])('%s missing is said', async (path) => {
  const { files } = tinySet();
  files.delete(path);
  await expect(load(files)).rejects.toThrow(DataMissingError);
  files.set(path, { body: '<!doctype html>', headers: { 'content-type': 'text/html' } });
  await expect(load(files)).rejects.toThrow(/^The file tiny.* is not on the server\.$/);
});

test('no server at all is said', async () => {
  const { baseUrl, close } = await serve(new Map());
  close();
  await expect(loadTask({ baseUrl, dataset: 'tiny', side: 4, trainImages: 30 })).rejects.toThrow(
    'The file tiny.json could not be fetched: the server does not answer.',
  );
});

test('a changed byte is found by the checksum', async () => {
  const { files, manifest } = tinySet();
  const bytes = gunzipSync(bodyOf(files, SEARCH));
  bytes[5] = 255 - (bytes[5] ?? 0);
  files.set(SEARCH, { body: bytes });
  expect(bytes.length).toBe(manifest.search.bytes);
  await expect(load(files)).rejects.toThrow(/checksum/);
  await expect(load(files)).rejects.toThrow(DataDamagedError);
});

test.each([0.5, 0.99])('a file cut to %d of its length is damaged', async (part) => {
  const { files } = tinySet();
  const whole = bodyOf(files, SEARCH);
  files.set(SEARCH, { body: whole.subarray(0, Math.floor(part * whole.length)) });
  await expect(load(files)).rejects.toThrow(DataDamagedError);
});

test('a transfer that breaks off is damaged', async () => {
  const { files } = tinySet();
  const whole = bodyOf(files, SEARCH);
  files.set(SEARCH, { body: whole.subarray(0, 40), cut: true, headers: { 'content-length': String(whole.length) } });
  await expect(load(files)).rejects.toThrow('The file tiny-search.bin.gz did not arrive whole.');
});

test('without secure context, damage is still found by gzip’s own check', async () => {
  vi.stubGlobal('crypto', {});
  const { files } = tinySet();
  await expect(load(files)).resolves.toMatchObject({ train: { count: 30 } });
  const whole = bodyOf(files, SEARCH);
  whole[whole.length - 6] = 255 - (whole[whole.length - 6] ?? 0);
  files.set(SEARCH, { body: whole });
  await expect(load(files)).rejects.toThrow(/cannot be unzipped/);
});

test('an aborted load ends with the reason of its signal', async () => {
  const reason = new Error('another data set');
  await expect(load(tinySet().files, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const loading = load(tinySet().files, { signal: controller.signal, onProgress: () => controller.abort(reason) });
  await expect(loading).rejects.toBe(reason);
});
