import { beforeAll, describe, expect, test } from 'vitest';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import * as tf from '../../../src/supernet/reference/tf.ts';
import { DeviceLostError, NonFiniteError, type StepMetrics, type Supernet } from '../../../src/supernet/supernet.ts';
import { children, rows, stripes, tinyConfig, tinySupernet } from './synthetic.ts';

const config = { ...tinyConfig, nodes: 1, stages: 1, operations: ['sep3', 'max3', 'identity'] as const };
const some = children(config, 3);
const adam = { optimiser: 'adam', weightDecay: 1e-3, clipNorm: 5 } as const;

beforeAll(async () => {
  await openBackend('webgpu');
});

async function steps(net: Supernet, from: number, count: number): Promise<StepMetrics[]> {
  const pending = Array.from({ length: count }, (_, at) =>
    net.train(rows('train', (from + at) % 8, 8), [some[(from + at) % some.length] ?? []], { learningRate: 0.02 }),
  );
  return Promise.all(pending.map((metrics) => metrics.read()));
}

describe('the same again', () => {
  test('a rerun gives the same numbers, to the bit', async () => {
    const [one, two] = [tinySupernet({ config, training: adam }), tinySupernet({ config, training: adam })];
    expect(await steps(one, 0, 3)).toEqual(await steps(two, 0, 3));
    expect(await one.snapshot()).toEqual(await two.snapshot());
    one.dispose();
    two.dispose();
  });

  test.each(['adam', 'nesterov'] as const)('%s goes on from a snapshot as if never stopped', async (optimiser) => {
    const training = { ...adam, optimiser };
    const [whole, stopped] = [tinySupernet({ config, training }), tinySupernet({ config, training })];
    const resumed = tinySupernet({ config, training, seed: 99 });
    await steps(whole, 0, 2);
    await steps(stopped, 0, 2);
    const snapshot = await stopped.snapshot();
    expect(snapshot.steps).toBe(2);
    resumed.restore(structuredClone(snapshot));
    expect(await steps(resumed, 2, 2)).toEqual(await steps(whole, 2, 2));
    expect(await resumed.snapshot()).toEqual(await whole.snapshot());
    for (const net of [whole, stopped, resumed]) net.dispose();
  });

  test("a child's weights come back from export to import; what does not fit changes nothing", async () => {
    const [from, to] = [tinySupernet({ config }), tinySupernet({ config, seed: 2 })];
    const child = some[0] ?? [];
    const weights = await from.exportChild(child);
    to.importChild(weights);
    expect(await to.exportChild(child)).toEqual(weights);
    expect(await to.score(rows('train', 0, 8), [child])).toEqual(await from.score(rows('train', 0, 8), [child]));

    const before = await to.snapshot();
    const [key, tensor] = [...weights][0] ?? [];
    const tooMuch = new Map([...weights, ['nowhere', { shape: [1], values: Float32Array.of(0) }]]);
    expect(() => to.importChild(tooMuch)).toThrow(RangeError);
    const values = Float32Array.from([...(tensor?.values ?? []), 0]);
    expect(() => to.importChild(new Map([[key ?? '', { shape: [values.length], values }]]))).toThrow(RangeError);
    expect(() => to.restore({ ...before, weights: new Map([...before.weights].slice(1)) })).toThrow(RangeError);
    expect(await to.snapshot()).toEqual(before);
    from.dispose();
    to.dispose();
  });
});

test('nothing leaks: as many tensors after steps, scores, gradients and exports, and none in the end', async () => {
  const outside = tf.memory().numTensors;
  const net = tinySupernet({ config, training: adam });
  const held = tf.memory().numTensors;
  await steps(net, 0, 2);
  net.train(rows('train', 0, 8), some.slice(0, 2), { learningRate: 0.01 }).discard();
  await net.score(rows('validation', 0, 6), some);
  const { graphs } = createMicroSpace(config);
  await net.mixedGradient(
    rows('validation', 0, 6),
    graphs.map(({ candidates }) => new Float32Array(candidates.length).fill(0.2)),
  );
  await net.exportChild(some[0] ?? []);
  net.restore(await net.snapshot());
  expect(tf.memory().numTensors).toBe(held);
  expect(net.bytes()).toBeGreaterThan(0);
  net.dispose();
  expect(tf.memory().numTensors).toBe(outside);
});

test('rows, splits and children that are not there are refused', async () => {
  const net = tinySupernet({ config });
  const child = some.slice(0, 1);
  await expect(net.score(rows('train', 20, 5), child)).rejects.toThrow('24 train examples');
  await expect(net.score(rows('train', 0, 0), child)).rejects.toThrow(RangeError);
  await expect(net.score(rows('test', 0, 5), child)).rejects.toThrow('test examples are not loaded');
  expect(() => net.train(rows('train', 0, 8), [], { learningRate: 0.1 })).toThrow(RangeError);
  expect(() => net.train(rows('train', 0, 8), [[0]], { learningRate: 0.1 })).toThrow(RangeError);
  net.addTest(stripes(6, 7, 3, 13));
  expect(await net.score(rows('test', 0, 6), child)).toHaveLength(1);
  expect(() => net.addTest(stripes(6, 8, 3, 13))).toThrow(RangeError);
  expect(() => net.addTest(stripes(30, 7, 9, 13))).toThrow(RangeError);
  net.dispose();
});

test('weights that leave the numbers are told, with the place', async () => {
  const net = tinySupernet({ config });
  const child = some[0] ?? [];
  const key = 'classifier/weights';
  const classifier = (await net.exportChild(child)).get(key);
  const values = new Float32Array(classifier?.values.length ?? 0).fill(NaN);
  net.importChild(new Map([[key, { shape: classifier?.shape ?? [], values }]]));
  const step = net.train(rows('train', 0, 8), [child], { learningRate: 0.1 }).read();
  await expect(step).rejects.toThrow(NonFiniteError);
  await expect(step).rejects.toThrow('the training loss of step 1');
  await expect(net.score(rows('train', 0, 8), [child])).rejects.toThrow(NonFiniteError);
  net.dispose();
});

test('a lost device is told by every reading, and a new one takes the snapshot up', async () => {
  const lost = await openBackend('webgpu');
  const net = tinySupernet({ config, training: adam });
  await steps(net, 0, 2);
  const snapshot = await net.snapshot();
  const pending = net.train(rows('train', 0, 8), some.slice(0, 1), { learningRate: 0.01 });
  lost.loseDevice();
  await expect(pending.read()).rejects.toThrow(DeviceLostError);
  await expect(net.score(rows('train', 0, 8), some)).rejects.toThrow(DeviceLostError);
  await expect(net.snapshot()).rejects.toThrow(DeviceLostError);
  net.dispose();

  await openBackend('webgpu');
  const again = tinySupernet({ config, training: adam, seed: 50 });
  again.restore(snapshot);
  expect(await again.snapshot()).toEqual(snapshot);
  again.dispose();
});

test('learns: the loss of three kinds of stripes falls to a fraction', async () => {
  await openBackend('cpu');
  const net = tinySupernet({ config, training: adam });
  const child = [0, 0, 1, 0];
  const [before] = await net.score(rows('validation', 0, 12), [child]);
  for (let step = 0; step < 15; step++) net.train(rows('train', 0, 24), [child], { learningRate: 0.02 }).discard();
  const [after] = await net.score(rows('validation', 0, 12), [child]);
  expect(after?.crossEntropy).toBeLessThan((before?.crossEntropy ?? 0) / 2);
  expect(after?.accuracy).toBeGreaterThan(0.8);
  net.dispose();
});
