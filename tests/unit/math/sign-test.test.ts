import { expect, test } from 'vitest';
import { leastSignP, signTest } from '../../../src/math/sign-test.ts';

/** Trials of which the first wins, loses and ties so many. */
function trials(wins: number, losses: number, ties = 0) {
  const first = [...Array<number>(wins).fill(1), ...Array<number>(losses).fill(0), ...Array<number>(ties).fill(0)];
  const second = [...Array<number>(wins).fill(0), ...Array<number>(losses).fill(1), ...Array<number>(ties).fill(0)];
  return signTest(first, second);
}

test.each([
  [5, 0, 2 / 32],
  [4, 1, 12 / 32],
  [3, 2, 1],
  [6, 0, 2 / 64],
  [8, 2, (2 * (1 + 10 + 45)) / 1024],
  [0, 0, 1],
  [1, 0, 1],
])('%i to %i has the exact two-sided p', (wins, losses, p) => {
  expect(trials(wins, losses).p).toBeCloseTo(p, 12);
  expect(trials(losses, wins).p).toBeCloseTo(p, 12);
});

test('ties count for neither', () => {
  expect(trials(4, 0, 3)).toMatchObject({ wins: 4, losses: 0, ties: 3, p: 2 / 16, least: 2 / 128 });
});

test('five trials can never come below a twentieth, six can', () => {
  expect(leastSignP(5)).toBe(0.0625);
  expect(leastSignP(6)).toBe(0.03125);
});

test('samples of different length are refused', () => {
  expect(() => signTest([1], [])).toThrow(RangeError);
});
