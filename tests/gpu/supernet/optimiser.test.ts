import { beforeAll, expect, test } from 'vitest';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { Layout } from '../../../src/supernet/reference/layout.ts';
import { Optimiser } from '../../../src/supernet/reference/optimiser/optimiser.ts';
import * as tf from '../../../src/supernet/reference/tf.ts';
import type { TrainingConfig } from '../../../src/supernet/supernet.ts';
import { plainSgd } from './synthetic.ts';

const zeros = { kind: 'zeros' } as const;
const layout = new Layout([
  { key: 'a', shape: [2], initialisation: zeros },
  { key: 'b', shape: [1], initialisation: zeros },
]);
const RATE = 0.1;

interface Taken {
  weights: number[];
  readonly norms: number[];
  readonly optimiser: Optimiser;
}

/** Takes steps from `start`, each with a gradient for some keys. */
async function take(
  config: Partial<TrainingConfig>,
  start: number[],
  steps: readonly { keys: string[]; gradient: number[] }[],
  optimiser = new Optimiser(layout, { ...plainSgd, ...config }),
): Promise<Taken> {
  const norms: number[] = [];
  let weights = start;
  for (const { keys, gradient } of steps) {
    const [next, norm] = tf.tidy(() => {
      const moved = optimiser.step(tf.tensor1d(weights), layout.select(keys), tf.tensor1d(gradient), RATE);
      return [moved.weights, moved.norm];
    });
    weights = [...(await next.data())];
    norms.push((await norm.data())[0] ?? NaN);
    tf.dispose([next, norm]);
  }
  return { weights, norms, optimiser };
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [at, value] of expected.entries()) expect(actual[at]).toBeCloseTo(value, 5);
}

beforeAll(async () => {
  await openBackend('webgpu');
});

const whole = (gradient: number[]): { keys: string[]; gradient: number[] } => ({ keys: ['a', 'b'], gradient });

test("Nesterov's momentum by hand over two steps", async () => {
  // v₁ = g₁, w₁ = w₀ − η·1.9·g₁; v₂ = .9·g₁ + g₂, w₂ = w₁ − η·(g₂ + .9·v₂).
  const { weights } = await take({}, [1, 2, 3], [whole([1, -2, 0.5]), whole([2, 1, -1])]);
  const expected = [1, 2, 3].map((start, at) => {
    const [first, second] = [[1, -2, 0.5][at] ?? 0, [2, 1, -1][at] ?? 0];
    return start - RATE * 1.9 * first - RATE * (second + 0.9 * (0.9 * first + second));
  });
  expectClose(weights, expected);
});

test('Adam first moves by the learning rate against the sign of the gradient, then by its averages', async () => {
  const one = await take({ optimiser: 'adam' }, [0, 0, 0], [whole([3, -0.02, 500])]);
  expectClose(one.weights, [-RATE, RATE, -RATE]);
  const two = await take({ optimiser: 'adam' }, [0, 0, 0], [whole([1, 1, 1]), whole([-3, 0, 1])]);
  const expected = [-3, 0, 1].map((second) => {
    const mean = (0.9 * 0.1 + 0.1 * second) / (1 - 0.81);
    const square = (0.999 * 0.001 + 0.001 * second ** 2) / (1 - 0.998001);
    return -RATE - (RATE * mean) / Math.sqrt(square);
  });
  expectClose(two.weights, expected);
});

test('a key that Adam first sees late starts as carefully as one it saw at once', async () => {
  const only = (key: string, gradient: number[]): { keys: string[]; gradient: number[] } => ({ keys: [key], gradient });
  const steps = [only('a', [1, 1]), only('a', [1, 1]), only('a', [1, 1]), only('b', [7])];
  const { weights } = await take({ optimiser: 'adam' }, [0, 0, 0], steps);
  expectClose(weights, [-3 * RATE, -3 * RATE, -RATE]);
});

test.each(['nesterov', 'adam'] as const)('%s leaves unused keys exactly alone', async (optimiser) => {
  const start = [0.1, 0.2, 0.3].map(Math.fround);
  const both = await take({ optimiser, weightDecay: 0.01 }, start, [whole([1, 1, 1])]);
  const after = await take(
    { optimiser, weightDecay: 0.01 },
    both.weights,
    [{ keys: ['a'], gradient: [1, 1] }],
    both.optimiser,
  );
  expect(after.weights[2]).toBe(both.weights[2]);
  expect(after.weights[0]).not.toBe(both.weights[0]);
});

test('with decayUnused they decay and coast on momentum (methods/enas (2))', async () => {
  const config = { weightDecay: 0.5, decayUnused: true };
  const { weights } = await take(config, [0, 0, 2], [whole([0, 0, 4]), { keys: ['a'], gradient: [0, 0] }]);
  const first = 4 + 0.5 * 2;
  const moved = 2 - RATE * 1.9 * first;
  const second = 0.5 * moved;
  expectClose(weights, [0, 0, moved - RATE * (second + 0.9 * (0.9 * first + second))]);
});

test('a gradient longer than the clip is shortened to it, before weight decay; a shorter one is left alone', async () => {
  const long = await take({ clipNorm: 1 }, [0, 0, 0], [whole([0, 3, 4])]);
  expect(long.norms[0]).toBeCloseTo(5, 5);
  expectClose(long.weights, [0, -RATE * 1.9 * 0.6, -RATE * 1.9 * 0.8]);
  const short = await take({ clipNorm: 6 }, [0, 0, 0], [whole([0, 3, 4])]);
  expectClose(short.weights, [0, -RATE * 1.9 * 3, -RATE * 1.9 * 4]);
  const decayed = await take({ clipNorm: 1, weightDecay: 0.1 }, [10, 0, 0], [whole([0, 3, 4])]);
  expect(decayed.weights[0]).toBeCloseTo(10 - RATE * 1.9, 5);
});
