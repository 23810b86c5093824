import { expect, test } from 'vitest';
import { RandomStream } from '../../../src/math/random.ts';
import { allBatches, EpochOrder, fixedBatches } from '../../../src/search/batches.ts';

const stream = (): RandomStream => new RandomStream(5, 0);
const sorted = (rows: Iterable<number>): number[] => [...rows].sort((a, b) => a - b);

test('every epoch has every row once, also where batches do not divide it', () => {
  const order = new EpochOrder('train', 10, 4, stream());
  const rows = Array.from({ length: 10 }, () => order.next()).flatMap(({ indices }) => [...indices]);
  for (const epoch of [0, 1, 2, 3]) {
    expect(sorted(rows.slice(epoch * 10, epoch * 10 + 10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
  expect(rows.slice(0, 10)).not.toEqual(rows.slice(10, 20));
});

test('a batch is never larger than its split', () => {
  expect(new EpochOrder('train', 3, 8, stream()).next().indices).toHaveLength(3);
});

test('fixed batches are whole, disjoint and near what was wanted', () => {
  const sizes = (count: number, size: number, wanted: number): number[] => {
    const batches = fixedBatches('validation', count, size, wanted, stream());
    const rows = batches.flatMap(({ indices }) => [...indices]);
    expect(new Set(rows).size).toBe(rows.length);
    expect(Math.max(...rows)).toBeLessThan(count);
    return batches.map(({ indices }) => indices.length);
  };
  expect(sizes(1000, 64, 256)).toEqual([64, 64, 64, 64]);
  expect(sizes(1000, 48, 256)).toEqual([48, 48, 48, 48, 48]);
  expect(sizes(100, 64, 256)).toEqual([50, 50]);
  expect(sizes(31, 16, 192)).toEqual([15, 15]);
  expect(sizes(1000, 256, 1000)).toEqual([250, 250, 250, 250]);
  expect(sizes(40, 64, 256)).toEqual([40]);
});

test('all batches together are the split', () => {
  const batches = allBatches('test', 600, 250, stream());
  expect(batches.map(({ indices }) => indices.length)).toEqual([250, 250, 100]);
  expect(sorted(batches.flatMap(({ indices }) => [...indices]))).toEqual([...Array(600).keys()]);
});

test('45,000 rows in batches of 160 are passed in 282 steps, 149 passes in 42,018 (methods/enas 9.15)', () => {
  expect(allBatches('train', 45_000, 160, stream())).toHaveLength(282);
  expect(149 * allBatches('train', 45_000, 160, stream()).length).toBe(42_018);
  const order = new EpochOrder('train', 45_000, 160, stream());
  const rows = (steps: number) => Array.from({ length: steps }, () => [...order.next().indices]).flat();
  expect(new Set(rows(281)).size).toBe(281 * 160);
  expect(new Set(rows(1)).size).toBe(160);
});
