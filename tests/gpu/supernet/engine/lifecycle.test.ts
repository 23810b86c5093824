import { expect, test } from 'vitest';
import { openDevice } from '../../../../src/engine/device.ts';
import { openBackend } from '../../../../src/supernet/reference/backend.ts';
import { DeviceLostError, NonFiniteError, type StepMetrics, type Supernet } from '../../../../src/supernet/supernet.ts';
import { children, rows, stripes, tinyConfig, tinySupernet } from '../synthetic.ts';
import { tinyEngine } from './engine.ts';

const config = { ...tinyConfig, nodes: 2, stages: 1, operations: ['sep3', 'max3', 'identity'] as const };
const some = children(config, 5);
const first = some[0] ?? [];
const adam = { optimiser: 'adam', weightDecay: 1e-3, clipNorm: 1 } as const;

async function steps(net: Supernet, from: number, count: number): Promise<StepMetrics[]> {
  const pending = Array.from({ length: count }, (_, at) =>
    net.train(rows('train', (from + at) % 8, 8), [some[(from + at) % some.length] ?? []], { learningRate: 0.02 }),
  );
  return Promise.all(pending.map((metrics) => metrics.read()));
}

test('scores are those of the reference, and the same in one submission as one after the other', async () => {
  await openBackend('cpu');
  const [engine, reference] = [await tinyEngine({ config }), tinySupernet({ config })];
  const batch = rows('validation', 1, 7);
  const together = await engine.score(batch, some);
  const expected = await reference.score(batch, some);
  for (const [child, one] of some.entries()) {
    expect(await engine.score(batch, [one])).toEqual([together[child]]);
    expect(together[child]?.crossEntropy).toBeCloseTo(expected[child]?.crossEntropy ?? NaN, 4);
    expect(together[child]?.accuracy).toBeCloseTo(expected[child]?.accuracy ?? NaN, 6);
  }
  engine.dispose();
  reference.dispose();
});

test('a rerun gives the same numbers, to the bit', async () => {
  const [one, two] = [await tinyEngine({ config, training: adam }), await tinyEngine({ config, training: adam })];
  expect(await steps(one, 0, 4)).toEqual(await steps(two, 0, 4));
  expect(await one.snapshot()).toEqual(await two.snapshot());
  one.dispose();
  two.dispose();
});

test.each(['adam', 'nesterov'] as const)('%s takes 20 steps like the reference', async (optimiser) => {
  await openBackend('cpu');
  const training = { ...adam, optimiser };
  const [engine, reference] = [await tinyEngine({ config, training }), tinySupernet({ config, training })];
  const [actual, expected] = [await steps(engine, 0, 20), await steps(reference, 0, 20)];
  // Rounding grows with the steps: a ReLU or a maximum that tips over changes what comes after.
  actual.slice(0, 5).forEach(({ loss }, step) => expect(loss).toBeCloseTo(expected[step]?.loss ?? NaN, 3));
  actual.forEach(({ loss }, step) => expect(loss).toBeCloseTo(expected[step]?.loss ?? NaN, 1));
  engine.dispose();
  reference.dispose();
});

test.each(['adam', 'nesterov'] as const)('%s goes on from a snapshot as if never stopped', async (optimiser) => {
  const training = { ...adam, optimiser };
  const [whole, resumed] = [await tinyEngine({ config, training }), await tinyEngine({ config, training, seed: 9 })];
  await steps(whole, 0, 3);
  const snapshot = await whole.snapshot();
  expect(snapshot.steps).toBe(3);
  resumed.restore(structuredClone(snapshot));
  expect(await steps(resumed, 3, 2)).toEqual(await steps(whole, 3, 2));
  expect(await resumed.snapshot()).toEqual(await whole.snapshot());
  whole.dispose();
  resumed.dispose();
});

test("a child's weights come back from export to import; what does not fit changes nothing", async () => {
  const [from, to] = [await tinyEngine({ config }), await tinyEngine({ config, seed: 2 })];
  const weights = await from.exportChild(first);
  to.importChild(weights);
  expect(await to.exportChild(first)).toEqual(weights);
  const before = await to.snapshot();
  const tooMuch = new Map([...weights, ['nowhere', { shape: [1], values: Float32Array.of(0) }]]);
  expect(() => to.importChild(tooMuch)).toThrow(RangeError);
  expect(() => to.restore({ ...before, weights: new Map([...before.weights].slice(1)) })).toThrow(RangeError);
  expect(await to.snapshot()).toEqual(before);
  from.dispose();
  to.dispose();
});

test('rows, splits and children that are not there are refused', async () => {
  const net = await tinyEngine({ config });
  await expect(net.score(rows('train', 20, 5), [first])).rejects.toThrow('24 train examples');
  await expect(net.score(rows('test', 0, 5), [first])).rejects.toThrow('test examples are not loaded');
  expect(() => net.train(rows('train', 0, 8), [], { learningRate: 0.1 })).toThrow(RangeError);
  expect(() => net.train(rows('train', 0, 8), [[0]], { learningRate: 0.1 })).toThrow(RangeError);
  await expect(net.mixedGradient(rows('train', 0, 8), [new Float32Array(1)])).rejects.toThrow(RangeError);
  net.addTest(stripes(6, 7, 3, 13));
  expect(await net.score(rows('test', 0, 6), [first])).toHaveLength(1);
  expect(() => net.addTest(stripes(6, 8, 3, 13))).toThrow(RangeError);
  net.dispose();
});

test('a loss that leaves the numbers is told, and the other weights stay as they were', async () => {
  const net = await tinyEngine({ config });
  const key = 'classifier/weights';
  const classifier = (await net.exportChild(first)).get(key);
  const values = new Float32Array(classifier?.values.length ?? 0).fill(NaN);
  net.importChild(new Map([[key, { shape: classifier?.shape ?? [], values }]]));
  const before = await net.snapshot();
  const step = net.train(rows('train', 0, 8), [first], { learningRate: 0.1 }).read();
  await expect(step).rejects.toThrow(NonFiniteError);
  await expect(step).rejects.toThrow('the training loss of step 1');
  expect((await net.snapshot()).weights).toEqual(before.weights);
  net.dispose();
});

test('a lost device is told by every reading, and a new one takes the snapshot up', async () => {
  const { device } = await openDevice();
  const net = await tinyEngine({ config, training: adam, device });
  await steps(net, 0, 2);
  const snapshot = await net.snapshot();
  const pending = net.train(rows('train', 0, 8), [first], { learningRate: 0.01 });
  device.destroy();
  await expect(pending.read()).rejects.toThrow(DeviceLostError);
  await expect(net.score(rows('train', 0, 8), some)).rejects.toThrow(DeviceLostError);
  await expect(net.snapshot()).rejects.toThrow(DeviceLostError);
  net.dispose();
  const again = await tinyEngine({ config, training: adam, seed: 50 });
  again.restore(snapshot);
  expect(await again.snapshot()).toEqual(snapshot);
  again.dispose();
});
