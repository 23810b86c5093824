import { beforeAll, describe, expect, test } from 'vitest';
import { type DeviceRows, DeviceRowsPool } from '../../../src/engine/device-rows.ts';
import { RandomStream } from '../../../src/math/random.ts';
import type { LstmPolicy, LstmPolicyOptions } from '../../../src/policy/lstm/lstm-policy.ts';
import type { DeviceScores, PolicySample, ScoredUpdate } from '../../../src/policy/policy.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { cellSpace } from '../../unit/policy/cell-space.ts';
import { optionsFor } from '../../unit/policy/options.ts';
import { bothForms, enginePolicy, expectClose, expectSameSamples, sharedDevice } from './both.ts';

const space = cellSpace(2, 1, ['sep3', 'max3', 'identity']);

beforeAll(async () => {
  await openBackend('cpu');
});

interface Score {
  readonly crossEntropy: number;
  readonly accuracy: number;
}

/** Scores as a plan would leave them; the lanes beside them hold what nobody must read. */
async function rowsOf(scores: readonly Score[]): Promise<DeviceRows> {
  const { device } = await sharedDevice();
  const values = Float32Array.from(scores.flatMap(({ crossEntropy, accuracy }) => [crossEntropy, accuracy, NaN, NaN]));
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const arena = device.createBuffer({ size: values.byteLength, usage });
  device.queue.writeBuffer(arena, 0, values);
  const rows = new DeviceRowsPool(device).make(scores.length);
  const encoder = device.createCommandEncoder();
  rows.fill(encoder, arena, 0, 0, scores.length);
  device.queue.submit([encoder.finish()]);
  return rows;
}

/** Cross-entropies far from zero that differ little, as those of children on one minibatch do. */
function randomScores(count: number, random: RandomStream): Score[] {
  return Array.from({ length: count }, () => ({
    crossEntropy: Math.fround(2 + 0.05 * random.normal()),
    accuracy: random.integer(65) / 64,
  }));
}

function rewardOf({ accuracy, crossEntropy }: Score, reward: DeviceScores['reward']): number {
  if (typeof reward !== 'string') return reward.perplexity * Math.exp(-crossEntropy);
  return reward === 'accuracy' ? accuracy : -crossEntropy;
}

function onDevice(
  policy: LstmPolicy,
  samples: readonly PolicySample[],
  scores: DeviceScores,
  next?: number,
): Promise<ScoredUpdate> {
  if (policy.updateOnDevice === undefined) throw new Error('not a policy on the device');
  return policy.updateOnDevice(samples, scores, next);
}

describe('rewards, baseline and advantages made on the device are those of the reference, and so are the next children', () => {
  const cases: readonly [string, Partial<LstmPolicyOptions>, DeviceScores['reward'], number][] = [
    ['siblings', { baselineKind: 'siblings' }, 'crossEntropy', 8],
    ['two siblings', { baselineKind: 'siblings' }, 'accuracy', 2],
    ['no siblings', { baselineKind: 'siblings' }, 'crossEntropy', 1],
    ['a moving average from the first rewards', { baselineKind: 'moving' }, 'crossEntropy', 5],
    [
      'a moving average from zero',
      { baselineKind: 'moving', baselineStart: 'zero', baselineDecay: 0.99 },
      'accuracy',
      16,
    ],
    ['siblings by perplexity', { baselineKind: 'siblings' }, { perplexity: 4 }, 8],
    ['entropy in the reward', { entropyMode: 'reward', entropyWeight: 0.05 }, 'accuracy', 6],
    ['entropy in the loss', { entropyMode: 'loss', entropyWeight: 0.05, baselineKind: 'siblings' }, 'crossEntropy', 7],
  ];
  test.each(cases)('%s', async (_, overrides, reward, count) => {
    const { reference, engine } = await bothForms(optionsFor(space, { learningRate: 0.01, ...overrides }));
    const random = new RandomStream(count, 7);
    let [found, expected] = [await engine.sample(count), await reference.sample(count)];
    for (let update = 0; update < 6; update++) {
      expectSameSamples(found, expected);
      const scores = randomScores(count, random);
      const costPenalties = scores.map(() => random.uniform() / 4);
      const rewards = scores.map((score, i) => rewardOf(score, reward) - (costPenalties[i] ?? NaN));
      const one = await reference.update(expected, rewards, count);
      const other = await onDevice(engine, found, { rows: rowsOf(scores), reward, costPenalties }, count);
      expect(other.scores).toEqual(scores.map((score) => ({ ...score })));
      expectClose([other.baseline], [one.baseline], 'baseline');
      expectClose(other.advantages, one.advantages, 'advantages');
      expectClose([other.gradientNorm], [one.gradientNorm], 'gradient norm');
      [found, expected] = [[...other.next], [...one.next]];
    }
    for (const [key, { values }] of (await reference.snapshot()).tensors) {
      expectClose((await engine.snapshot()).tensors.get(key)?.values ?? [], values, key);
    }
    engine.dispose();
    reference.dispose();
  });
});

test('next children are those that the policy would sample after the update, as many as are asked for', async () => {
  const { reference, engine } = await bothForms(optionsFor(space));
  for (const policy of [reference, engine]) {
    const before = await policy.snapshot();
    const samples = await policy.sample(3);
    const { next, ...update } = await policy.update(samples, [1, 2, 4], 5);
    const after = await policy.sample(2);
    policy.restore(before);
    expect(await policy.sample(3)).toEqual(samples);
    expect(await policy.update(samples, [1, 2, 4])).toEqual({ ...update, next: [] });
    expect(await policy.sample(5)).toEqual(next);
    expect(await policy.sample(2)).toEqual(after);
    policy.dispose();
  }
});

test.each(['accuracy', 'crossEntropy', { perplexity: 4 }] as const)(
  'a score that is no number leaves the policy as it was: %o',
  async (reward) => {
    const policy = await enginePolicy(optionsFor(space, { baselineKind: 'siblings', entropyWeight: 0.01 }));
    const samples = await policy.sample(3);
    await policy.update(samples, [1, 2, 3]);
    const before = await policy.snapshot();
    for (const crossEntropy of [NaN, Infinity]) {
      const scores = [1, 2, crossEntropy].map((loss) => ({ crossEntropy: loss, accuracy: 0.5 }));
      const update = await onDevice(policy, samples, { rows: rowsOf(scores), reward, costPenalties: [0, 0, 0] }, 3);
      expect(update.scores[2]?.crossEntropy).toEqual(crossEntropy);
      expect(update.gradientNorm).toBeNaN();
      expect(update.next).toEqual([]);
      expect(await policy.snapshot()).toEqual(before);
    }
    // It also goes on as if nothing had happened.
    const went = await policy.update(samples, [3, 1, 2], 2);
    policy.restore(before);
    expect(await policy.update(samples, [3, 1, 2], 2)).toEqual(went);
    policy.dispose();
  },
);

test('a gradient beyond all numbers leaves the policy as it was, in both forms', async () => {
  const { reference, engine } = await bothForms(optionsFor(space));
  for (const policy of [reference, engine]) {
    const samples = await policy.sample(2);
    const before = await policy.snapshot();
    const update = await policy.update(samples, [1e30, -1e30], 3);
    expect(update.gradientNorm).toBe(Infinity);
    expect(update.next).toEqual([]);
    expect(await policy.snapshot()).toEqual(before);
    policy.dispose();
  }
});

test('rows can be taken once; their places are used again', async () => {
  const { device } = await sharedDevice();
  const pool = new DeviceRowsPool(device);
  const [first, second] = [pool.make(3), pool.make(3)];
  expect(pool.bytes).toBe(2 * 3 * 16);
  first.discard();
  expect(() => first.discard()).toThrow(/once/);
  expect(() => first.take()).toThrow(/once/);
  const third = pool.make(2);
  expect(pool.bytes).toBe(2 * 3 * 16);
  expect(() => third.fill(device.createCommandEncoder(), device.createBuffer({ size: 16, usage: 1 }), 0, 2, 1)).toThrow(
    RangeError,
  );
  for (const rows of [second, third]) rows.discard();
  pool.dispose();
});
