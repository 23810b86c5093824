import { describe, expect, test } from 'vitest';
import { operationKernel } from '../../../src/engine/kernel.ts';
import { type ListOf, WorkList } from '../../../src/engine/work-list.ts';
import {
  at,
  type At,
  count,
  flag,
  float,
  floatBits,
  NOWHERE,
  past,
  termIndex,
  words,
} from '../../../src/engine/words.ts';

const entry = words({ x: at('values'), affine: at('affine'), first: termIndex, terms: count, fresh: flag, z: float });
const term = words({ w: at('weights'), out: at('values', 'gradient') });
const makeKernel = () => operationKernel({ label: 'a kernel', entry, term, invocations: 1, body: '  // the body' });

const x = 1000 as At<'values'>;
const affine = 2000 as At<'affine'>;
const w = 3000 as At<'weights'>;

function listFor(entries: number, terms: number): ListOf<typeof makeKernel> {
  const list = new WorkList(makeKernel());
  list.reserve(entries, terms);
  return list;
}

const packed = (list: WorkList): number[] => {
  const table = new Uint32Array(list.capacityWords);
  return [...table.subarray(0, list.pack(table, 0))];
};

test('stride and WGSL follow from the declaration', () => {
  expect([entry.stride, term.stride]).toEqual([6, 2]);
  expect(entry.read('entry').split('\n')).toEqual([
    '  let x = table[entry];',
    '  let affine = table[entry + 1u];',
    '  let first = table[entry + 2u];',
    '  let terms = table[entry + 3u];',
    '  let fresh = table[entry + 4u] == 1u;',
    '  let z = bitcast<f32>(table[entry + 5u]);',
  ]);
  expect(term.word('out', 'before')).toBe('table[before + 1u]');
  expect(term.start('t')).toBe('table[0] + t * 2u');
  expect(term.range('first', 'terms')).toContain('let last = first + terms * 2u;');
  expect(term.each('{}')).toMatch(/for \(var term = first; term < last; term \+= 2u\) \{\n {2}let w = table\[term\];/);
});

test('a kernel reads the words of its entry before its body', () => {
  const { code } = makeKernel();
  expect(code).toContain(`let entry = 4u + group.y * 6u;\n${entry.read('entry')}\n  // the body`);
});

describe('work list', () => {
  test('packs a header, entries and terms by name, in whatever order they come', () => {
    const list = listFor(2, 2);
    list.push({ x, affine, first: list.nextTerm, terms: 1, fresh: 1, z: floatBits(1) });
    list.pushTerm({ w, out: past(x, 24) });
    list.push({ z: floatBits(-2), terms: 1, fresh: 0, affine: NOWHERE, first: list.nextTerm, x: past(x, 1) });
    list.pushTerm({ out: 7 as At<'gradient'>, w });
    expect(packed(list)).toEqual([
      ...[16, 0, 0, 0],
      ...[1000, 2000, 0, 1, 1, 0x3f800000],
      ...[1001, 0, 1, 1, 0, 0xc0000000],
      ...[3000, 1024, 3000, 7],
    ]);
    list.clear();
    expect(packed(list)).toEqual([4, 0, 0, 0]);
  });

  test('refuses what does not fit', () => {
    const list = listFor(1, 0);
    const fits = { x, affine, first: list.nextTerm, terms: 0, fresh: 0, z: floatBits(0) } as const;
    list.push(fits);
    expect(() => list.push(fits)).toThrow(RangeError);
    expect(() => list.pushTerm({ w, out: x })).toThrow(RangeError);
  });
});

test('what does not belong in a word does not compile', () => {
  const list = listFor(20, 20);
  const rest = { first: list.nextTerm, terms: 1, fresh: 1, z: floatBits(1) } as const;
  const number = Number('5');
  list.push({ x, affine, ...rest });
  // @ts-expect-error: places of different sorts are swapped.
  list.push({ x: affine, affine: x, ...rest });
  // @ts-expect-error: a place of weights is none of values.
  list.push({ x: w, affine, ...rest });
  // @ts-expect-error: a number is no place.
  list.push({ x: number, affine, ...rest });
  // @ts-expect-error: a place and a quantity add up to a number; `past` says of which sort.
  list.push({ x: x + 1, affine, ...rest });
  // @ts-expect-error: a place is no count.
  list.push({ x, affine, ...rest, terms: x });
  // @ts-expect-error: an index of a term is no count.
  list.push({ x, affine, ...rest, terms: list.nextTerm });
  // @ts-expect-error: a number is not the bits of one.
  list.push({ x, affine, ...rest, z: number });
  // @ts-expect-error: bits of a number are no count.
  list.push({ x, affine, ...rest, terms: floatBits(1) });
  // @ts-expect-error: a count is no flag.
  list.push({ x, affine, ...rest, fresh: number });
  // @ts-expect-error: a word is missing.
  list.push({ x, ...rest });
  // @ts-expect-error: a word is too many.
  list.push({ x, affine, ...rest, coefficients: x });
  // @ts-expect-error: a term is no entry.
  list.push({ w, out: x });
  // @ts-expect-error: affines are neither values nor gradients.
  list.pushTerm({ w, out: affine });
  const withoutTerms = new WorkList(operationKernel({ label: '', entry, invocations: 1, body: '' }));
  // @ts-expect-error: a kernel without terms takes none.
  withoutTerms.pushTerm({ w });
  expect(list.count).toBe(13);
});
