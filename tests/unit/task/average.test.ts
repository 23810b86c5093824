import { expect, test } from 'vitest';
import { averagedTo } from '../../../src/task/average.ts';
import type { ImageSplit } from '../../../src/task/task.ts';
import { madeUp } from './data-server.ts';

function images(side: number, pixels: readonly number[]): ImageSplit {
  const count = pixels.length / side ** 2;
  return { kind: 'images', count, side, pixels: Uint8Array.from(pixels), labels: new Uint8Array(count) };
}

test('a pixel is the mean of its four, halves rounded up', () => {
  const two = images(2, [0, 1, 1, 0, 255, 255, 255, 254]);
  expect([...averagedTo(two, 1).pixels]).toEqual([1, 255]);
  expect([...averagedTo(images(2, [0, 0, 0, 1]), 1).pixels]).toEqual([0]);
});

test('a ramp stays a ramp: pixel (r, c) = 16 r + 2 c becomes 16 (2 R + ½) + 2 (2 C + ½)', () => {
  const ramp = images(
    8,
    Array.from({ length: 64 }, (_, at) => 16 * Math.floor(at / 8) + 2 * (at % 8)),
  );
  const expected = Array.from({ length: 16 }, (_, at) => 32 * Math.floor(at / 4) + 4 * (at % 4) + 9);
  expect([...averagedTo(ramp, 4).pixels]).toEqual(expected);
});

test('images do not mix, and classes stay', () => {
  const data = madeUp(5, 28, 3);
  const whole = averagedTo(data, 7);
  expect(whole.labels).toEqual(data.labels);
  for (let image = 0; image < 5; image++) {
    const alone = { ...data, count: 1, pixels: data.pixels.subarray(image * 784, (image + 1) * 784) };
    expect(whole.pixels.subarray(image * 49, (image + 1) * 49)).toEqual(averagedTo(alone, 7).pixels);
  }
});

test.each([56, 10, 5, 0])('28 pixels cannot be averaged to %d', (side) => {
  expect(() => averagedTo(madeUp(1, 28, 2), side)).toThrow(RangeError);
});
