import { expect, test } from 'vitest';
import { StreamOrder } from '../../../src/search/stream-order.ts';

test('each stream is a stretch of the text in order, and says where it begins again', () => {
  const order = new StreamOrder('train', 12, 3);
  const batches = Array.from({ length: 5 }, () => order.next());
  expect(batches.map(({ indices }) => [...indices])).toEqual([
    [0, 4, 8],
    [1, 5, 9],
    [2, 6, 10],
    [3, 7, 11],
    [0, 4, 8],
  ]);
  expect(batches.map(({ continues }) => continues)).toEqual([false, true, true, true, false]);
});

test('no window is left out, and none is read more than twice, where streams do not divide them', () => {
  for (const [count, streams] of [
    [11, 3],
    [249, 128],
    [499, 32],
    [1_000, 7],
    [5, 8],
  ] as const) {
    const order = new StreamOrder('train', count, streams);
    const reads = new Array<number>(count).fill(0);
    let batch = order.next();
    const streamsMade = batch.indices.length;
    do {
      for (const window of batch.indices) reads[window] = (reads[window] ?? 0) + 1;
      batch = order.next();
    } while (batch.continues === true);
    expect(Math.min(...reads)).toBe(1);
    expect(Math.max(...reads)).toBeLessThanOrEqual(2);
    expect(reads.filter((times) => times === 2).length).toBeLessThan(streamsMade);
  }
});

test('goes on where it stood', () => {
  const order = new StreamOrder('train', 12, 2);
  order.next();
  order.next();
  const again = new StreamOrder('train', 12, 2);
  again.restore(order.state);
  expect(again.next()).toEqual(order.next());
});

test('has fewer streams where there are fewer windows', () => {
  expect([...new StreamOrder('train', 2, 8).next().indices]).toEqual([0, 1]);
});
