import { expect, test } from 'vitest';
import { classExamples } from '../../../src/task/examples.ts';
import { madeUp } from './data-server.ts';

test('examples are the first train images of each class, class by class', () => {
  const train = madeUp(9, 2, 3);
  const image = (index: number): number[] => [...train.pixels.subarray(index * 4, (index + 1) * 4)];
  expect([...classExamples(train, 3, 2)]).toEqual([0, 3, 1, 4, 2, 5].flatMap(image));
});

test('too few images of a class are refused', () => {
  expect(() => classExamples(madeUp(8, 2, 3), 3, 3)).toThrow(RangeError);
});
