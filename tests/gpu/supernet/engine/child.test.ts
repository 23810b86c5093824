import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../src/math/random.ts';
import type { MicroConfig } from '../../../../src/space/micro/config.ts';
import { createMicroSpace } from '../../../../src/space/micro/micro.ts';
import { childKeys } from '../../../../src/space/micro/parameters.ts';
import type { Architecture } from '../../../../src/space/space.ts';
import { createReferenceSupernet } from '../../../../src/supernet/reference/supernet.ts';
import type { Supernet, TrainingConfig, WeightsByKey } from '../../../../src/supernet/supernet.ts';
import { createEngineSupernet } from '../../../../src/supernet/engine/supernet.ts';
import { changes, plainSgd, tinyConfig } from '../synthetic.ts';
import { testDevice } from './engine.ts';
import type { SplitData } from '../../../../src/task/task.ts';

const TOLERANCE = 1e-4;

beforeAll(() => tf.setBackend('cpu'));

const small: MicroConfig = { ...tinyConfig, imageSide: 10 };

function images(config: MicroConfig, count: number): SplitData {
  const random = new RandomStream(5, 1);
  const bytes = (length: number, bound: number): Uint8Array => Uint8Array.from({ length }, () => random.integer(bound));
  const side = config.imageSide;
  return { kind: 'images', count, side, pixels: bytes(count * side ** 2, 256), labels: bytes(count, config.classes) };
}

async function both(config: MicroConfig, how: TrainingConfig): Promise<[Supernet, Supernet]> {
  const data = images(config, 12);
  const space = createMicroSpace(config);
  const options = { space, training: how, seed: 3, data: { train: data, validation: data } };
  const { device } = await testDevice();
  return [await createEngineSupernet({ ...options, device }), createReferenceSupernet(options)];
}

const batchOf = (...indices: number[]) => ({ split: 'train' as const, indices: Uint32Array.from(indices) });

function children(config: MicroConfig, count: number, seed: number): Architecture[] {
  const [space, random] = [createMicroSpace(config), new RandomStream(seed, 2)];
  return Array.from({ length: count }, () => space.sample(random));
}

/** What a step changed, all weights together in the order of `order`. */
function wholeChange(before: WeightsByKey, after: WeightsByKey, order: WeightsByKey): number[] {
  const change = changes(before, after);
  return [...order.keys()].flatMap((key) => [...(change.get(key) ?? [])]);
}

const cases = [
  { name: 'two stages, five pixels a side', config: small, batch: [0, 3, 7], count: 1 },
  {
    name: 'two children',
    config: { ...small, nodes: 3, stem: 'conv3' as const, imageSide: 5 },
    batch: [1, 2],
    count: 2,
  },
  {
    name: 'five children, one image',
    config: { ...small, stem: 'patch4' as const, imageSide: 14 },
    batch: [4],
    count: 5,
  },
];

describe.each(cases)('$name', ({ config, batch, count }) => {
  test('one step moves every weight as the reference does, and no other', async () => {
    const [engine, reference] = await both(config, plainSgd);
    const sampled = children(config, count, 11);
    const before = await reference.snapshot();
    const [actual, expected] = await Promise.all(
      [engine, reference].map((supernet) => supernet.train(batchOf(...batch), sampled, { learningRate: 0.5 }).read()),
    );
    expect(actual?.loss).toBeCloseTo(expected?.loss as number, 4);
    // The mean of one image's normalised maps is the offset, which starts as zero: all logits tie within rounding.
    if (batch.length > 1) expect(actual?.accuracy).toBeCloseTo(expected?.accuracy as number, 6);
    expect((actual?.gradientNorm as number) / (expected?.gradientNorm as number)).toBeCloseTo(1, 3);
    const [after, wanted] = await Promise.all([engine.snapshot(), reference.snapshot()]);
    const [found, due] = [after, wanted].map(({ weights }) => wholeChange(before.weights, weights, wanted.weights));
    expect(found ?? []).toBeCloseInL2(due ?? [], TOLERANCE);
    const used = new Set(sampled.flatMap((child) => childKeys(config, child)));
    for (const [key, { values }] of after.weights) {
      if (!used.has(key)) expect(values, key).toEqual(before.weights.get(key)?.values);
    }
    engine.dispose();
    reference.dispose();
  });
});
