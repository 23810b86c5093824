import { describe, expect, test } from 'vitest';
import { mean, standardDeviation } from '../../../src/math/statistics.ts';
import { philox, RandomStream, randomStream } from '../../../src/math/random.ts';
import * as streams from '../../../src/math/streams.ts';
import {
  MOST_STREAM_NAMES,
  streamIndex,
  type StreamName,
  streamNames,
  streamParts,
} from '../../../src/math/streams.ts';

/** Σ (observed − expected)² / expected for equally likely outcomes. */
function chiSquare(counts: Iterable<number>, expected: number): number {
  return [...counts].reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
}

describe('Philox 4×32-10', () => {
  // The three philox4x32 10 lines of tests/kat_vectors in Random123: counter, key, result.
  test.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)('known answer for counter %j', (counter, key, expected) => {
    expect(philox(counter, key)).toEqual(expected);
  });

  test('a stream is the blocks of counter (index, stream) under key (seed), in order', () => {
    const stream = new RandomStream(7, 3);
    const words = Array.from({ length: 8 }, () => stream.word());
    expect(words).toEqual([...philox([0, 0, 3, 0], [7, 0]), ...philox([1, 0, 3, 0], [7, 0])]);
  });

  test('a stream goes on from any position, past 32 bits of blocks too', () => {
    const stream = new RandomStream(7, 3);
    stream.position = 4 * 2 ** 32 + 5;
    expect(stream.word()).toBe(philox([1, 1, 3, 0], [7, 0])[1]);
    expect(stream.position).toBe(4 * 2 ** 32 + 6);
    stream.position = 2;
    expect(stream.word()).toBe(philox([0, 0, 3, 0], [7, 0])[2]);
  });

  test('no two purposes share a stream, and none of the named parts has moved', () => {
    expect(streamNames.length).toBeLessThanOrEqual(MOST_STREAM_NAMES);
    const indices = streamNames.map((name) => streamParts[name]?.map((part) => streamIndex(name, part)) ?? []);
    const all = indices.flat();
    expect(new Set(all).size).toBe(all.length);
    // New parts come after these.
    const pinned: Readonly<Record<StreamName, readonly number[]>> = {
      'data-order': [0],
      'reward-order': [1],
      'weight-init': [],
      'policy-init': [3],
      'policy-sampling': [4],
      'uniform-sampling': [5, 261, 517, 773],
      derive: [6, 262, 518, 774],
      retrain: [7, 263, 519, 775, 1031, 1287, 1543],
      mutation: [8, 264],
    };
    streamNames.forEach((name, i) => expect(indices[i]?.slice(0, pinned[name].length), name).toEqual(pinned[name]));
    expect(streamIndex('weight-init', 9)).toBe(2306);
  });

  test('every part that has a name is listed with its stream', () => {
    const named = Object.entries(streams).flatMap(([name, part]) => (name.endsWith('_PART') ? [Number(part)] : []));
    const listed = streamNames.flatMap((name) => streamParts[name] ?? []);
    const sorted = (parts: readonly number[]) => [...parts].sort((a, b) => a - b);
    // A stream's first part has no name but in “retrain”.
    expect(sorted(named)).toEqual([0, ...sorted(listed.filter((part) => part > 0))]);
  });

  test('every purpose and every part of it draws its own numbers', () => {
    const firsts = streamNames.flatMap((name) => [0, 1, 2].map((part) => randomStream(7, name, part).word()));
    expect(new Set(firsts).size).toBe(3 * streamNames.length);
    expect(randomStream(7, 'derive').word()).not.toBe(randomStream(8, 'derive').word());
  });
});

describe('numbers drawn from a stream', () => {
  test('uniform: in [0, 1), exact in 32-bit floats, with the mean and spread of U(0, 1)', () => {
    const stream = randomStream(7, 'data-order');
    const values = Array.from({ length: 20_000 }, () => stream.uniform());
    expect(values.every((value) => value >= 0 && value < 1 && Math.fround(value) === value)).toBe(true);
    // Five standard errors: 5 · √(1/12 / 20,000).
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(0.0102);
    expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(1 / 12), 2);
  });

  test.each([1, 2, 3, 7, 10])('integer(%i) gives each value equally often', (bound) => {
    const stream = randomStream(7, 'mutation');
    const draws = Array.from({ length: 10_000 }, () => stream.integer(bound));
    const counts = Array.from({ length: bound }, (_, value) => draws.filter((draw) => draw === value).length);
    expect(counts.reduce((total, count) => total + count)).toBe(draws.length);
    // .999 quantile of χ² with 9 degrees of freedom is 27.9, and smaller with fewer.
    expect(chiSquare(counts, 10_000 / bound)).toBeLessThan(27.9);
  });

  test('integer has no modulo bias: of 3 · 2³⁰ values the upper ones come as often', () => {
    const stream = randomStream(7, 'mutation');
    const bound = 3 * 2 ** 30;
    const draws = 6_000;
    let lowest = 0;
    for (let draw = 0; draw < draws; draw++) if (stream.integer(bound) < 2 ** 30) lowest += 1;
    // Words taken modulo the bound would put half of the draws in the lowest third.
    expect(Math.abs(lowest - draws / 3)).toBeLessThan(5 * Math.sqrt((draws * 2) / 9));
  });

  test.each([0, -1, 1.5, NaN, Infinity, 2 ** 32 + 1])('integer(%d) is refused', (bound) => {
    expect(() => randomStream(7, 'mutation').integer(bound)).toThrow(RangeError);
  });

  test('normal: mean 0, standard deviation 1, two words a number', () => {
    const stream = randomStream(7, 'weight-init');
    const values = Array.from({ length: 20_000 }, () => stream.normal());
    expect(stream.position).toBe(40_000);
    expect(Math.abs(mean(values))).toBeLessThan(5 / Math.sqrt(20_000));
    expect(Math.abs(standardDeviation(values) - 1)).toBeLessThan(5 / Math.sqrt(40_000));
    const within = values.filter((value) => Math.abs(value) < 1).length / values.length;
    expect(within).toBeCloseTo(0.6827, 1);
  });

  test('shuffled: a new array with the same items, every order equally often', () => {
    const items = [1, 2, 3, 4];
    const stream = randomStream(7, 'data-order');
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 12_000; draw++) {
      const order = stream.shuffled(items).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(items).toEqual([1, 2, 3, 4]);
    expect([...counts.keys()].every((order) => items.every((item) => order.includes(String(item))))).toBe(true);
    expect(counts.size).toBe(24);
    // .999 quantile of χ² with 23 degrees of freedom.
    expect(chiSquare(counts.values(), 500)).toBeLessThan(49.7);
    expect(stream.shuffled([])).toEqual([]);
    expect(stream.shuffled(new Set([5]))).toEqual([5]);
  });
});
