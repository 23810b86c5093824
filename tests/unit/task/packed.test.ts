import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { settingsTable } from '../../../src/experiment/settings.ts';
import { parseManifest } from '../../../src/task/manifest.ts';

function read(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../../public/data/${name}`, import.meta.url)));
}

describe.each(settingsTable.dataset.options.map(({ value }) => value))('the packed set %s', (id) => {
  const manifest = parseManifest(JSON.parse(read(`${id}.json`).toString()), id);
  const parts = [manifest.search, manifest.test].map((file) => {
    const bytes = gunzipSync(read(file.file));
    return { file, bytes, labels: bytes.subarray(file.images * manifest.side ** 2) };
  });

  test('has 12,000 images for search and 2,000 for the test, 28 × 28, ten classes', () => {
    expect([manifest.search.images, manifest.test.images, manifest.side]).toEqual([12_000, 2_000, 28]);
    expect(manifest.classes.length).toBe(10);
  });

  test('has the bytes of its manifest', () => {
    for (const { file, bytes } of parts) {
      expect(bytes.length).toBe(file.bytes);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
    }
  });

  test('is balanced in every prefix, and so in every split that a setting can make', () => {
    for (const { labels } of parts) {
      const counts = new Array<number>(10).fill(0);
      let largestGap = 0;
      for (const label of labels) {
        counts[label] = (counts[label] ?? Infinity) + 1;
        largestGap = Math.max(largestGap, Math.max(...counts) - Math.min(...counts));
      }
      expect(largestGap).toBe(1);
      expect(new Set(counts)).toEqual(new Set([labels.length / 10]));
    }
  });

  test('has no image twice, neither inside a part nor in both', () => {
    const images = parts.flatMap(({ file, bytes }) =>
      Array.from({ length: file.images }, (_, index) =>
        bytes.subarray(index * 784, (index + 1) * 784).toString('latin1'),
      ),
    );
    expect(new Set(images).size).toBe(14_000);
  });
});
