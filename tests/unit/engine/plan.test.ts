import { describe, expect, test } from 'vitest';
import { Arena } from '../../../src/engine/arena.ts';
import { ParameterLayout } from '../../../src/engine/parameters.ts';
import { channelQuads } from '../../../src/engine/shape.ts';
import { segmentation, tiling } from '../../../src/engine/tiles.ts';

describe('arena', () => {
  test('gives ranges end to end, takes them back from the top and remembers the peak', () => {
    const arena = new Arena();
    expect(arena.allocate('a', 3)).toBe(0);
    const mark = arena.mark();
    expect(arena.allocate('b', 5)).toBe(3);
    arena.release(mark);
    expect(arena.allocate('c', 1)).toBe(3);
    expect(arena.quads).toBe(8);
    expect(arena.bytes).toBe(128);
    expect(() => arena.release(100)).toThrow(RangeError);
  });

  test('lays alternatives over each other', () => {
    const arena = new Arena();
    const [one, other] = arena.overlap(
      () => arena.allocate('large', 7),
      () => arena.allocate('small', 2),
    );
    expect([one, other, arena.allocate('after', 1)]).toEqual([0, 0, 7]);
  });
});

test('parameters lie end to end in whole vec4; keys are unique', () => {
  const layout = new ParameterLayout();
  layout.declare('odd', [3, 3]);
  expect(layout.declare('next', [4])).toMatchObject({ at: 3, quads: 1, numbers: 4, index: 1 });
  expect(layout.bytes).toBe(64);
  expect(() => layout.declare('odd', [1])).toThrow(RangeError);
  expect(() => layout.declare('empty', [0])).toThrow(RangeError);
  expect(() => layout.get('nowhere')).toThrow(RangeError);
});

test.each([0, 2, 6, 4.5])('%d channels are refused', (channels) => {
  expect(() => channelQuads(channels)).toThrow(RangeError);
});

test('tiles cover everything and prefer a divisor', () => {
  expect(tiling(6272, 14)).toEqual({ count: 448, length: 14, exact: true });
  expect(tiling(48, 14)).toEqual({ count: 4, length: 12, exact: true });
  expect(tiling(13 * 17, 14)).toEqual({ count: 17, length: 13, exact: true });
  expect(tiling(5, 14)).toEqual({ count: 1, length: 14, exact: false });
  expect(segmentation(28, 14)).toEqual({ count: 2, length: 14, exact: true });
  expect(segmentation(15, 14)).toEqual({ count: 2, length: 8, exact: false });
});
