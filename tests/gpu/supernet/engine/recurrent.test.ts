import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../src/math/random.ts';
import type { RecurrentConfig } from '../../../../src/space/recurrent/config.ts';
import { createRecurrentSpace } from '../../../../src/space/recurrent/recurrent.ts';
import { createReferenceSupernet } from '../../../../src/supernet/reference/supernet.ts';
import type { Supernet, WeightsByKey } from '../../../../src/supernet/supernet.ts';
import { createEngineSupernet } from '../../../../src/supernet/engine/supernet.ts';
import type { Batch } from '../../../../src/task/task.ts';
import { textSplit } from '../../../../src/task/text/split.ts';
import { changes, moved } from '../synthetic.ts';
import { testDevice } from './engine.ts';

/** Relative L2 error of every gradient (docs/engine.md 3). */
const TOLERANCE = 1e-4;

beforeAll(() => tf.setBackend('cpu'));

const small: RecurrentConfig = {
  family: 'recurrent',
  nodes: 4,
  activations: ['tanh', 'relu', 'identity', 'sigmoid'],
  width: 8,
  output: 'loose-ends',
  keys: 'edge',
  vocabulary: 7,
  steps: 6,
};

/** Every activation; nodes 1 and 3 are loose. */
const mixed = [0, 0, 1, 0, 2, 2, 3];
/** A chain of ReLU and identity: states that would grow. */
const growing = [1, 0, 1, 1, 2, 2, 1];

async function both(config: RecurrentConfig): Promise<[Supernet, Supernet]> {
  const random = new RandomStream(5, 1);
  const text = textSplit(
    Uint8Array.from({ length: 200 }, () => random.integer(config.vocabulary)),
    config.steps,
  );
  const options = {
    space: createRecurrentSpace(config),
    training: { optimiser: 'nesterov', weightDecay: 0, decayUnused: false, clipNorm: 0 } as const,
    seed: 3,
    data: { train: text, validation: text },
  };
  const { device } = await testDevice();
  return [await createEngineSupernet({ ...options, device }), createReferenceSupernet(options)];
}

function batchOf(indices: readonly number[], continues?: boolean): Batch {
  const batch = { split: 'train' as const, indices: Uint32Array.from(indices) };
  return continues === undefined ? batch : { ...batch, continues };
}

/** Expects that a step changed the same weights alike; returns their keys. */
function expectSameChanges(before: WeightsByKey, actual: WeightsByKey, expected: WeightsByKey): string[] {
  const [found, due] = [moved(changes(before, actual)), moved(changes(before, expected))];
  expect([...found.keys()].sort()).toEqual([...due.keys()].sort());
  for (const [key, change] of due) expect(found.get(key) ?? [], key).toBeCloseInL2(change, TOLERANCE);
  return [...due.keys()];
}

const cases = [
  { name: 'one child, a batch that fills no group', config: small, children: [mixed], batch: [0, 9, 4] },
  { name: 'two children', config: small, children: [mixed, [2, 0, 3, 1, 0, 0, 1]], batch: [3, 7, 0, 11, 20] },
  {
    name: 'the mean of all nodes, keys by activation',
    config: { ...small, output: 'all-nodes', keys: 'edge-and-activation' },
    children: [mixed, growing],
    batch: [1, 2],
  },
  { name: 'one node', config: { ...small, nodes: 1 }, children: [[1]], batch: [5] },
  { name: 'many characters', config: { ...small, vocabulary: 30, width: 20 }, children: [mixed], batch: [0, 1, 2, 3] },
] as const;

describe.each(cases)('$name', ({ config, children, batch }) => {
  test('one step gives the loss and every gradient of the reference', async () => {
    const [engine, reference] = await both(config);
    const before = await reference.snapshot();
    const step = batchOf(batch, false);
    const [actual, expected] = await Promise.all(
      [engine, reference].map((supernet) => supernet.train(step, children, { learningRate: 0.5 }).read()),
    );
    expect(actual?.loss).toBeCloseTo(expected?.loss as number, 5);
    expect(actual?.accuracy).toBeCloseTo(expected?.accuracy as number, 6);
    expect((actual?.gradientNorm as number) / (expected?.gradientNorm as number)).toBeCloseTo(1, 4);
    const [after, wanted] = await Promise.all([engine.snapshot(), reference.snapshot()]);
    const changed = expectSameChanges(before.weights, after.weights, wanted.weights);
    const space = createRecurrentSpace(config);
    expect(changed.sort()).toEqual([...new Set(children.flatMap((child) => space.childKeys(child)))].sort());
    engine.dispose();
    reference.dispose();
  });
});

describe('states', () => {
  test('go on from one batch to the next where it says so, one for each child of the step', async () => {
    const [engine, reference] = await both(small);
    const children = [mixed, growing];
    // Rows 0, 1, 2 are one stretch of text, 10, 11, 12 another.
    const batches = [batchOf([0, 10], false), batchOf([1, 11], true), batchOf([2, 12], true), batchOf([2, 12], false)];
    const losses = await Promise.all(
      [engine, reference].map(async (supernet) => {
        const read = [];
        for (const batch of batches)
          read.push((await supernet.train(batch, children, { learningRate: 0 }).read()).loss);
        return read;
      }),
    );
    const [actual, expected] = losses as [number[], number[]];
    actual.forEach((loss, i) => expect(loss).toBeCloseTo(expected[i] as number, 5));
    // The same characters from a zero state.
    expect(Math.abs((expected[3] as number) - (expected[2] as number))).toBeGreaterThan(1e-4);
    engine.dispose();
    reference.dispose();
  });

  test('are the same along three windows as along one three times as long', async () => {
    const [short] = await both(small);
    const [long] = await both({ ...small, steps: 18 });
    const inShort = [];
    for (const [row, continues] of [
      [0, false],
      [1, true],
      [2, true],
    ] as const) {
      inShort.push((await short.train(batchOf([row], continues), [mixed], { learningRate: 0 }).read()).loss);
    }
    const inLong = await long.train(batchOf([0], false), [mixed], { learningRate: 0 }).read();
    expect(inShort.reduce((sum, loss) => sum + loss / 3, 0)).toBeCloseTo(inLong.loss, 5);
    short.dispose();
    long.dispose();
  });

  test('come along in a snapshot, whichever form takes it up', async () => {
    const [children, options] = [[mixed, growing], { learningRate: 0.1 }];
    // Five sequences do not fill their groups.
    const [first, second] = [batchOf([0, 5, 10, 15, 20], false), batchOf([1, 6, 11, 16, 21], true)];
    const [engine, reference] = await both(small);
    for (const supernet of [engine, reference]) {
      await supernet.train(first, children, options).read();
      const snapshot = structuredClone(await supernet.snapshot());
      expect(snapshot.states.map(({ shape }) => shape)).toEqual([
        [5, 8],
        [5, 8],
      ]);
      const { loss } = await supernet.train(second, children, options).read();
      for (const fresh of await both(small)) {
        fresh.restore(snapshot);
        expect((await fresh.snapshot()).states).toEqual(snapshot.states);
        expect((await fresh.train(second, children, options).read()).loss).toBeCloseTo(loss, 5);
        // Without them it begins at zero, not where the step since left it.
        fresh.restore({ ...snapshot, states: [] });
        expect(Math.abs((await fresh.train(second, children, options).read()).loss - loss)).toBeGreaterThan(1e-5);
        fresh.dispose();
      }
      supernet.dispose();
    }
  });

  test('do not grow beyond their bound, and gradients stop there', async () => {
    const [engine, reference] = await both(small);
    const before = await reference.snapshot();
    const larger = new Map(
      [...before.weights].map(([key, { shape, values }]) => [key, { shape, values: values.map((value) => 3 * value) }]),
    );
    for (const supernet of [engine, reference]) supernet.importChild(larger);
    const step = batchOf([0, 4, 8, 12, 16], false);
    await Promise.all(
      [engine, reference].map((supernet) => supernet.train(step, [growing], { learningRate: 0.01 }).read()),
    );
    const [after, wanted] = await Promise.all([engine.snapshot(), reference.snapshot()]);
    expectSameChanges(larger, after.weights, wanted.weights);
    engine.dispose();
    reference.dispose();
  });
});

test('windows are scored from a zero state, without their first half', async () => {
  const [engine, reference] = await both(small);
  const batch = batchOf([0, 1, 5, 9, 30]);
  const children = [mixed, growing, [0, 0, 0, 0, 0, 0, 0]];
  const [actual, expected] = await Promise.all([engine, reference].map((supernet) => supernet.score(batch, children)));
  expected?.forEach(({ accuracy, crossEntropy }, child) => {
    expect(actual?.[child]?.crossEntropy).toBeCloseTo(crossEntropy, 5);
    expect(actual?.[child]?.accuracy).toBeCloseTo(accuracy, 6);
  });
  // All characters of the window count in training, so the loss differs.
  const { loss } = await engine.train({ ...batch, continues: false }, [mixed], { learningRate: 0 }).read();
  expect(Math.abs(loss - (expected?.[0]?.crossEntropy ?? 0))).toBeGreaterThan(1e-3);
  engine.dispose();
  reference.dispose();
});
