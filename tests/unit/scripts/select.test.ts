import { expect, test } from 'vitest';
import { drawBalanced } from '../../../scripts/data/select.ts';
import type { LabelledImage } from '../../../scripts/data/source.ts';
import { RandomStream } from '../../../src/math/random.ts';

/** Images of one pixel. */
const image = (label: number, pixel: number): LabelledImage => ({ label, pixels: Uint8Array.of(pixel) });
const pixelsOf = (images: readonly LabelledImage[]): number[] => images.map(({ pixels }) => pixels[0] ?? -1);

const pool = Array.from({ length: 30 }, (_, index) => image(index % 3, index));

test('two draws share no image and hold equally many of each class in every block', () => {
  const taken = new Set<string>();
  const random = new RandomStream(1, 0);
  const first = drawBalanced(pool, 3, 18, taken, random);
  const second = drawBalanced(pool, 3, 12, taken, random);
  expect(new Set([...pixelsOf(first), ...pixelsOf(second)]).size).toBe(30);
  for (let block = 0; block < 6; block++) {
    expect(new Set(first.slice(3 * block, 3 * block + 3).map(({ label }) => label)).size).toBe(3);
  }
});

test('the same seed draws the same images in the same order', () => {
  const draw = (seed: number): number[] => pixelsOf(drawBalanced(pool, 3, 18, new Set(), new RandomStream(seed, 0)));
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('of identical images one is drawn, also where their classes differ', () => {
  const twins = [image(0, 7), image(0, 7), image(0, 8), image(1, 7), image(1, 9), image(1, 10)];
  const drawn = pixelsOf(drawBalanced(twins, 2, 4, new Set(), new RandomStream(1, 0)));
  expect(drawn.toSorted((a, b) => a - b)).toEqual([7, 8, 9, 10]);
});

test('too few images and unequal shares are refused', () => {
  expect(() => drawBalanced(pool, 3, 33, new Set(), new RandomStream(1, 0))).toThrow(/Class 0 has 10/);
  expect(() => drawBalanced(pool, 3, 10, new Set(), new RandomStream(1, 0))).toThrow(RangeError);
});
