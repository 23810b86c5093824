import { expect, test } from 'vitest';
import { StreamOrder } from '../../../src/search/stream-order.ts';

test('each stream is a stretch of the text in order, and says where it begins again', () => {
  const order = new StreamOrder('train', 11, 3);
  const batches = Array.from({ length: 4 }, () => order.next());
  expect(batches.map(({ indices }) => [...indices])).toEqual([
    [0, 3, 6],
    [1, 4, 7],
    [2, 5, 8],
    [0, 3, 6],
  ]);
  expect(batches.map(({ continues }) => continues)).toEqual([false, true, true, false]);
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
