import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDevice } from '../../../../src/engine/device.ts';
import { hardwareTiles } from '../../../../src/engine/tiles.ts';
import type { TilesName } from '../../engine/rig.ts';
import type { MicroConfig } from '../../../../src/space/micro/config.ts';
import { createMicroSpace } from '../../../../src/space/micro/micro.ts';
import { childKeys } from '../../../../src/space/micro/parameters.ts';
import type { Architecture } from '../../../../src/space/space.ts';
import type { Supernet, WeightsByKey } from '../../../../src/supernet/supernet.ts';
import { norm } from '../../../support/close-in-l2.ts';
import { changes, children, rows, tinyConfig, tinySupernet } from '../synthetic.ts';
import { tinyEngine } from './engine.ts';

const TOLERANCE = 1e-4;

/** So long a step that what it changes is the gradient, the weights before it lost in rounding. */
const LONG_STEP = 1e6;

beforeAll(() => tf.setBackend('cpu'));

const devices = new Map<TilesName, Promise<GPUDevice>>();

/** A device each, so that kernels compile once: the software adapter as it is, and as if it were any other. */
function deviceWith(tiles: TilesName): Promise<GPUDevice> {
  const known = devices.get(tiles);
  if (known !== undefined) return known;
  const made = openDevice().then(({ device }) =>
    tiles === 'software' ? device : Object.defineProperty(device, 'adapterInfo', { value: { architecture: '' } }),
  );
  devices.set(tiles, made);
  return made;
}

const engine = async (tiles: TilesName, config: MicroConfig): Promise<Supernet> =>
  tinyEngine({ config, device: await deviceWith(tiles) });

/** The gradient of one step by key, times one factor. */
async function gradients(net: Supernet, batch: Parameters<Supernet['train']>[0], some: readonly Architecture[]) {
  const start = await net.snapshot();
  const before = start.weights;
  const metrics = await net.train(batch, some, { learningRate: LONG_STEP }).read();
  const after = (await net.snapshot()).weights;
  net.restore(start);
  return { metrics, change: changes(before, after), before, after };
}

type Change = ReadonlyMap<string, Float32Array>;

const whole = (change: Change): number => norm([...change.values()].map((values) => norm(values)));

/**
 * Every key's gradient within the tolerance of its own size; where it vanishes by nature, such as that of a batch-norm
 * before another, within rounding of the whole gradient's.
 */
function expectSameGradients(actual: Change, expected: Change): void {
  const rounding = 2e-6 * whole(expected);
  for (const [key, values] of expected) {
    expect(actual.get(key) ?? [], key).toBeCloseInL2(values, TOLERANCE, { rounding });
  }
}

function expectOnlyUsed(
  config: MicroConfig,
  some: readonly Architecture[],
  before: WeightsByKey,
  after: WeightsByKey,
): void {
  const used = new Set(some.flatMap((child) => childKeys(config, child)));
  for (const [key, { values }] of after) if (!used.has(key)) expect(values, key).toEqual(before.get(key)?.values);
}

test('any adapter but the software one gets the tiles of hardware', async () => {
  expect((await openDevice(await deviceWith('hardware'))).tiles).toBe(hardwareTiles);
});

const odd: MicroConfig = { ...tinyConfig, imageSide: 13 };

describe.each<{ tiles: TilesName; config: MicroConfig; count: number; images: number }>([
  { tiles: 'hardware', config: odd, count: 1, images: 2 },
  { tiles: 'hardware', config: { ...odd, nodes: 3, stages: 1, stem: 'conv3', imageSide: 5 }, count: 2, images: 3 },
  { tiles: 'software', config: odd, count: 5, images: 2 },
  { tiles: 'hardware', config: odd, count: 8, images: 2 },
  { tiles: 'hardware', config: { ...odd, imageSide: 9, channels: 12 }, count: 3, images: 1 },
])('$count children of $config.nodes nodes, $images images of $config.imageSide pixels, $tiles tiles', (one) => {
  test('have the losses, scores and every gradient of the reference', async () => {
    const { config, count, images } = one;
    const [net, reference] = [await engine(one.tiles, config), tinySupernet({ config })];
    const some = children(config, count, 7);
    const batch = rows('train', 3, images);
    const [scores, expectedScores] = [await net.score(batch, some), await reference.score(batch, some)];
    scores.forEach(({ crossEntropy }, child) =>
      expect(crossEntropy).toBeCloseTo(expectedScores[child]?.crossEntropy ?? NaN, 4),
    );
    const [actual, expected] = [await gradients(net, batch, some), await gradients(reference, batch, some)];
    expect(actual.metrics.loss).toBeCloseTo(expected.metrics.loss, 4);
    expect(actual.metrics.gradientNorm / expected.metrics.gradientNorm).toBeCloseTo(1, 4);
    expectSameGradients(actual.change, expected.change);
    expectOnlyUsed(config, some, actual.before, actual.after);
    net.dispose();
    reference.dispose();
  });
});

test('dL/dz of the mixed network is that of the reference with hardware tiles', async () => {
  const config = { ...tinyConfig, imageSide: 9 };
  const [net, reference] = [await engine('hardware', config), tinySupernet({ config })];
  const z = createMicroSpace(config).graphs.map(({ candidates }) =>
    Float32Array.from(candidates, (_, i) => 0.1 + (i % 5) / 20),
  );
  const [actual, expected] = await Promise.all(
    [net, reference].map((one) => one.mixedGradient(rows('train', 0, 2), z)),
  );
  expect(actual?.loss).toBeCloseTo(expected?.loss ?? NaN, 4);
  actual?.gradient.forEach((graph, g) => expect(graph).toBeCloseInL2(expected?.gradient[g] ?? [], TOLERANCE));
  net.dispose();
  reference.dispose();
});

describe.each<TilesName>(['software', 'hardware'])('%s tiles', (tiles) => {
  const config = { ...odd, stages: 1 };
  const some = children(config, 3, 8);
  const batch = rows('train', 2, 3);

  test('children in one step add up to the same children one after the other', async () => {
    const net = await engine(tiles, config);
    const alone: Awaited<ReturnType<typeof gradients>>[] = [];
    for (const child of some) alone.push(await gradients(net, batch, [child]));
    const together = await gradients(net, batch, some);
    const mean = alone.reduce((sum, { metrics }) => sum + metrics.loss, 0) / some.length;
    expect(Math.abs(together.metrics.loss / mean - 1)).toBeLessThan(1e-6);
    // Sums over children are rounded once each: bits may differ, the seventh digit of the gradient does not.
    for (const [key, values] of together.change) {
      const summed = values.map((_, i) =>
        alone.reduce((sum, { change }) => sum + (change.get(key)?.[i] as number) / some.length, 0),
      );
      expect(values, key).toBeCloseInL2(summed, 1e-6, { rounding: 1e-6 * whole(together.change) });
    }
    net.dispose();
  });

  test('the same steps give the same bits, whatever plan they run in', async () => {
    const [one, two] = [await engine(tiles, config), await engine(tiles, config)];
    await two.prepare({ train: [{ images: 3, children: 3 }], score: [] });
    const result = async (net: Supernet) => {
      const steps = [some.slice(0, 1), some, some.slice(1)].map((few) => net.train(batch, few, { learningRate: 0.1 }));
      return [await Promise.all(steps.map((step) => step.read())), await net.snapshot()];
    };
    expect(await result(one)).toEqual(await result(two));
    one.dispose();
    two.dispose();
  });
});

test('channels that are not whole vec4 are refused, saying so', async () => {
  const net = await tinyEngine({ config: { channels: 6 } });
  const [child = []] = children({ ...tinyConfig, channels: 6 }, 1);
  await expect(net.train(rows('train', 0, 2), [child], { learningRate: 0.1 }).read()).rejects.toThrow(
    'channels must be a positive multiple of 4, got 18',
  );
  await expect(net.score(rows('train', 0, 2), [child])).rejects.toThrow(RangeError);
  net.dispose();
});
