import { beforeAll, expect, test } from 'vitest';
import { DeviceLostError } from '../../../src/device/lost.ts';
import { openDevice } from '../../../src/engine/device.ts';
import { createController } from '../../../src/policy/lstm/create.ts';
import type { LstmPolicy } from '../../../src/policy/lstm/lstm-policy.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { cellSpace } from '../../unit/policy/cell-space.ts';
import { optionsFor } from '../../unit/policy/options.ts';
import { bothForms, enginePolicy, expectClose, expectSameSamples } from './both.ts';

const three = ['sep3', 'max3', 'identity'];
const space = cellSpace(2, 1, three);

beforeAll(async () => {
  await openBackend('cpu');
});

/** Children of three and more convolutions are rewarded. */
const rewardOf = (architecture: readonly number[]): number => architecture.filter((token) => token === 0).length / 8;

async function learn(policy: LstmPolicy, children = 4) {
  const samples = await policy.sample(children);
  const update = await policy.update(
    samples,
    samples.map(({ architecture }) => rewardOf(architecture)),
  );
  return { samples, update };
}

test.each([
  ['entropy in the loss', { entropyMode: 'loss', entropyWeight: 0.05 }],
  ['entropy in the reward', { entropyMode: 'reward', entropyWeight: 0.05, baselineStart: 'zero' }],
  ['convolution bias', { convolutionBias: true, temperature: 2, tanhConstant: 1.5, operationTanhReduction: 2 }],
] as const)('20 updates in a row stay with the reference: %s', async (_, overrides) => {
  const { reference, engine } = await bothForms(optionsFor(space, { learningRate: 0.01, ...overrides }));
  for (let update = 0; update < 20; update++) {
    const [found, expected] = [await learn(engine), await learn(reference)];
    expectSameSamples(found.samples, expected.samples);
    expectClose([found.update.baseline], [expected.update.baseline], 'baseline');
    expectClose(found.update.advantages, expected.update.advantages, 'advantages');
    expectClose([found.update.gradientNorm], [expected.update.gradientNorm], 'gradient norm');
  }
  const [found, expected] = [await engine.snapshot(), await reference.snapshot()];
  expect([...found.tensors.keys()]).toEqual([...expected.tensors.keys()]);
  for (const [key, { shape, values }] of expected.tensors) {
    expect(found.tensors.get(key)?.shape).toEqual(shape);
    expectClose(found.tensors.get(key)?.values ?? [], values, key);
  }
  engine.dispose();
  reference.dispose();
});

test('a snapshot goes on exactly, also in another policy, and rerunning is equal to the last bit', async () => {
  const options = optionsFor(space, { entropyWeight: 0.01 });
  const [first, second] = [await enginePolicy(options), await enginePolicy(options)];
  expect(await learn(first, 8)).toEqual(await learn(second, 8));
  const snapshot = await first.snapshot();
  const went = [await learn(first, 8), await learn(first, 8), await first.snapshot()];
  for (const policy of [first, second]) {
    policy.restore(snapshot);
    expect([await learn(policy, 8), await learn(policy, 8), await policy.snapshot()]).toEqual(went);
  }
  first.dispose();
  second.dispose();
});

test('comes to prefer what is rewarded', async () => {
  const policy = await enginePolicy(optionsFor(space, { learningRate: 0.05, tanhConstant: 5 }));
  for (let update = 0; update < 60; update++) await learn(policy, 8);
  const { architecture } = await policy.mostLikely();
  expect(rewardOf(architecture)).toBe(1);
  policy.dispose();
});

test('bad input is refused and changes nothing', async () => {
  const policy = await enginePolicy(optionsFor(space));
  const before = await policy.snapshot();
  const samples = await policy.sample(2);
  policy.restore(before);
  await expect(policy.update(samples, [1])).rejects.toThrow(RangeError);
  await expect(policy.update([], [])).rejects.toThrow(RangeError);
  await expect(policy.update(samples, [1, NaN])).rejects.toThrow(/finite/);
  const many = Array.from({ length: 17 }, () => samples[0] as (typeof samples)[number]);
  await expect(policy.update(many, Array<number>(17).fill(1))).rejects.toThrow(/16 children/);
  expect(() => policy.evaluate([[0, 0, 0, 5]])).toThrow(RangeError);
  expect(() => policy.sample(0)).toThrow(RangeError);
  expect(() => policy.restore({ ...before, tensors: new Map([...before.tensors].slice(1)) })).toThrow(RangeError);
  expect(await policy.snapshot()).toEqual(before);
  await expect(enginePolicy(optionsFor(space, { hiddenUnits: 6 }))).rejects.toThrow(/multiple of 4/);
  policy.dispose();
});

test('a lost device is an error of its own', async () => {
  const { device } = await openDevice();
  const policy = await createController(optionsFor(space), device);
  const samples = policy.sample(1);
  device.destroy();
  await expect(samples).rejects.toThrow(DeviceLostError);
  await expect(policy.mostLikely()).rejects.toThrow(DeviceLostError);
  await expect(policy.snapshot()).rejects.toThrow(DeviceLostError);
  policy.dispose();
});
