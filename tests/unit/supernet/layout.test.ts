import { expect, test } from 'vitest';
import { byKey, Layout } from '../../../src/supernet/reference/layout.ts';

const zeros = { kind: 'zeros' } as const;
const layout = new Layout([
  { key: 'a', shape: [2, 3], initialisation: zeros },
  { key: 'b', shape: [], initialisation: zeros },
  { key: 'c', shape: [4], initialisation: zeros },
]);

test('tensors lie end to end', () => {
  expect(layout.size).toBe(11);
  expect(layout.slots.map(({ offset, size }) => [offset, size])).toEqual([
    [0, 6],
    [6, 1],
    [7, 4],
  ]);
});

test('a selection is in the order of the layout, each key once', () =>
  expect(layout.select(['c', 'a', 'c']).map(({ key }) => key)).toEqual(['a', 'c']));

test('values end to end are told apart by key', () =>
  expect(byKey(layout.select(['b', 'c']), Float32Array.of(1, 2, 3, 4, 5))).toEqual(
    new Map([
      ['b', { shape: [], values: Float32Array.of(1) }],
      ['c', { shape: [4], values: Float32Array.of(2, 3, 4, 5) }],
    ]),
  ));

test.each([
  ['an unknown key', 'd', [4], 4],
  ['another shape', 'c', [2, 2], 4],
  ['too few numbers', 'c', [4], 3],
])('%s is refused', (_, key, shape, count) =>
  expect(() => layout.check(new Map([[key, { shape, values: new Float32Array(count) }]]))).toThrow(RangeError),
);
