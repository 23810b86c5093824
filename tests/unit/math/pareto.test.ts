import { expect, test } from 'vitest';
import { paretoFront, type Tradeoff } from '../../../src/math/pareto.ts';
import { randomStream } from '../../../src/math/random.ts';

test('what is dearer and no better is left out, and of equals the first stands', () => {
  const [a, b, c, d, e] = [
    { cost: 2, value: 5, id: 'a' },
    { cost: 1, value: 3, id: 'b' },
    { cost: 2, value: 5, id: 'c' },
    { cost: 3, value: 5, id: 'd' },
    { cost: 4, value: 6, id: 'e' },
  ] as const;
  expect(paretoFront([a, b, c, d, e])).toEqual([b, a, e]);
  expect(paretoFront([])).toEqual([]);
});

const beats = (a: Tradeoff, b: Tradeoff) =>
  a.cost <= b.cost && a.value >= b.value && (a.cost < b.cost || a.value > b.value);

test('nobody beats one on the front, and everybody else is beaten or equalled by one on it', () => {
  const random = randomStream(1, 'derive');
  for (let trial = 0; trial < 200; trial++) {
    const points = Array.from({ length: random.integer(12) }, () => ({
      cost: random.integer(8),
      value: random.integer(8),
    }));
    const front = paretoFront(points);
    for (const one of front) expect(points.some((other) => beats(other, one))).toBe(false);
    for (const one of points) {
      const equal = (other: Tradeoff) => other.cost === one.cost && other.value === one.value;
      expect(front.some((other) => equal(other) || beats(other, one))).toBe(true);
    }
  }
});
