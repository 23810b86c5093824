import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../src/math/random.ts';
import type { MacroConfig } from '../../../../src/space/macro/config.ts';
import { createMacroSpace, type MacroSpace } from '../../../../src/space/macro/macro.ts';
import { operationIds } from '../../../../src/space/macro/operations.ts';
import type { Architecture } from '../../../../src/space/space.ts';
import { createReferenceSupernet } from '../../../../src/supernet/reference/supernet.ts';
import type { Supernet, TrainingConfig, WeightsByKey } from '../../../../src/supernet/supernet.ts';
import { createEngineSupernet } from '../../../../src/supernet/engine/supernet.ts';
import { norm } from '../../../support/close-in-l2.ts';
import { changes, moved, rows, stripes } from '../synthetic.ts';
import { testDevice } from './engine.ts';

const TOLERANCE = 1e-4;

beforeAll(() => tf.setBackend('cpu'));

const training: TrainingConfig = { optimiser: 'nesterov', weightDecay: 0, decayUnused: false, clipNorm: 0 };

const small: MacroConfig = {
  family: 'macro',
  layers: 4,
  operations: operationIds,
  channels: 8,
  stem: 'conv3',
  imageSide: 9,
  classes: 3,
};

async function both(config: MacroConfig): Promise<{ space: MacroSpace; engine: Supernet; reference: Supernet }> {
  const space = createMacroSpace(config);
  const data = { train: stripes(24, config.imageSide, config.classes, 11) };
  const options = { space, training, seed: 3, data };
  const { device } = await testDevice();
  return {
    space,
    engine: await createEngineSupernet({ ...options, device }),
    reference: createReferenceSupernet(options),
  };
}

/** All weights moved a little at random, so that no scale or offset is at its special first value. */
function jittered(weights: WeightsByKey): WeightsByKey {
  const random = new RandomStream(4, 0);
  return new Map(
    [...weights].map(([key, { shape, values }]) => [
      key,
      { shape, values: values.map((value) => value + 0.2 * random.normal()) },
    ]),
  );
}

/** Every operation at least once, with and without skips, over both pools. */
const everything = ['0  3 1  2 0 1  1 1 0 1', '5  4 0  1 1 0  3 0 0 0', '4  0 1  3 1 1  2 1 1 1'];

function parsed(space: MacroSpace, arc: string): Architecture {
  const result = space.parse(arc);
  if (!result.ok) throw new Error(result.reason);
  return result.architecture;
}

describe.each([
  { name: 'one child', config: small, arcs: everything.slice(0, 1), batch: 3 },
  { name: 'another child', config: small, arcs: everything.slice(1, 2), batch: 3 },
  { name: 'three children', config: small, arcs: everything, batch: 3 },
  {
    name: 'two layers of two operations, no pool, patches',
    config: { ...small, layers: 2, operations: ['sep3', 'max3'] as const, stem: 'patch2' as const, channels: 16 },
    arcs: ['1  5 1', '5  1 0'],
    batch: 4,
  },
])('$name', ({ config, arcs, batch }) => {
  test('one step moves every weight as the reference does, and no other', async () => {
    const { space, engine, reference } = await both(config);
    const children = arcs.map((arc) => parsed(space, arc));
    const before = jittered((await reference.snapshot()).weights);
    for (const supernet of [engine, reference]) supernet.importChild(before);
    const [actual, expected] = await Promise.all(
      [engine, reference].map((each) => each.train(rows('train', 1, batch), children, { learningRate: 0.5 }).read()),
    );
    expect(actual?.loss).toBeCloseTo(expected?.loss as number, 4);
    expect(actual?.accuracy).toBeCloseTo(expected?.accuracy as number, 6);
    expect((actual?.gradientNorm as number) / (expected?.gradientNorm as number)).toBeCloseTo(1, 4);
    const [after, wanted] = await Promise.all([engine.snapshot(), reference.snapshot()]);
    const [found, due] = [moved(changes(before, after.weights)), moved(changes(before, wanted.weights))];
    const used = new Set(children.flatMap((child) => space.childKeys(child)));
    expect(new Set(found.keys())).toEqual(used);
    // An offset that a 1×1 convolution and batch-norm alone read has the gradient zero, within rounding of the others.
    const floor = norm([...due.values()].map(norm)) / 100;
    for (const [key, change] of due) {
      expect(found.get(key) ?? [], key).toBeCloseInL2(change, TOLERANCE, { floor });
    }
    engine.dispose();
    reference.dispose();
  });
});

test('scores of many children agree, and children do not see each other', async () => {
  const { space, engine, reference } = await both(small);
  const random = new RandomStream(9, 0);
  const children = Array.from({ length: 10 }, () => space.sample(random));
  const [actual, expected] = await Promise.all(
    [engine, reference].map((each) => each.score(rows('train', 0, 3), children)),
  );
  actual?.forEach(({ crossEntropy, accuracy }, child) => {
    expect(crossEntropy).toBeCloseTo(expected?.[child]?.crossEntropy ?? NaN, 4);
    expect(accuracy).toBeCloseTo(expected?.[child]?.accuracy ?? NaN, 6);
  });
  const [alone] = await engine.score(rows('train', 0, 3), children.slice(7, 8));
  expect(alone?.crossEntropy).toBeCloseTo(actual?.[7]?.crossEntropy ?? NaN, 5);
  engine.dispose();
  reference.dispose();
});

test('a child’s network is that of its own weights alone', async () => {
  const { space, engine } = await both(small);
  const child = parsed(space, everything[0] ?? '');
  const weights = await engine.exportChild(child);
  expect([...weights.keys()]).toEqual(space.childKeys(child));
  const { device } = await testDevice();
  const data = { train: stripes(24, small.imageSide, small.classes, 11) };
  const alone = await createEngineSupernet({ space, training, seed: 8, data, only: [child], device });
  alone.importChild(weights);
  const score = async (supernet: Supernet) => (await supernet.score(rows('train', 0, 3), [child]))[0]?.crossEntropy;
  expect(await score(alone)).toBeCloseTo((await score(engine)) ?? NaN, 6);
  engine.dispose();
  alone.dispose();
});

test('mixed weights are refused with the reason, in both forms', async () => {
  const { engine, reference } = await both({ ...small, layers: 2 });
  for (const supernet of [engine, reference]) {
    await expect(supernet.mixedGradient(rows('train', 0, 2), [])).rejects.toThrow(/sampled, not mixed/);
    supernet.dispose();
  }
});
