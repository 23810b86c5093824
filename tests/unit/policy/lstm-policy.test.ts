import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test, vi } from 'vitest';
import { createLstmPolicy } from '../../../src/policy/lstm/reference/policy.ts';
import { cellSpace } from './cell-space.ts';
import { enasMicro, optionsFor } from './options.ts';
import { expectBanditLearned } from './bandit.ts';

const five = ['sep3', 'sep5', 'avg3', 'max3', 'identity'];

/** The processor backend is slow where other tests run beside this one. */
vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test.each([
  { of: 'an operation', nodes: 1, decision: 1, token: 2 },
  { of: 'an input', nodes: 2, decision: 4, token: 2 },
])('a bandit that pays one choice of $of drives it to the bound and stays there (methods/enas 9.7)', async (bandit) => {
  const { nodes } = bandit;
  const space = cellSpace(1, nodes, ['sep3', 'avg3', 'identity']);
  const policy = createLstmPolicy(optionsFor(space, { tanhConstant: 1.5, hiddenUnits: 32, learningRate: 0.03 }));
  await expectBanditLearned(policy, bandit, 0.98, (chance) => expect(chance).toBeCloseTo(1 / 3, 1));
});

test('sampled frequencies are the probabilities', async () => {
  const policy = createLstmPolicy(optionsFor(cellSpace(1, 1, five), { convolutionBias: true }));
  const count = 4000;
  const samples = await policy.sample(count);
  for (const decision of [0, 1, 2, 3]) {
    const distributions = samples.map(({ distributions }) => distributions[decision] ?? new Float32Array());
    distributions[0]?.forEach((_, choice) => {
      const expected = distributions.reduce((sum, p) => sum + (p[choice] ?? 0), 0);
      const variance = distributions.reduce((sum, p) => sum + (p[choice] ?? 0) * (1 - (p[choice] ?? 0)), 0);
      const found = samples.filter(({ architecture }) => architecture[decision] === choice).length;
      expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt(variance) + 1);
    });
  }
  policy.dispose();
});

test('the controller of the paper’s micro space has 41,733 numbers (methods/enas 9.2)', () => {
  const policy = createLstmPolicy(optionsFor(cellSpace(2, 5, five), enasMicro));
  expect(policy.parameterCount).toBe(41_733);
  policy.dispose();
});

test('an entropy bonus on the reward enters before the baseline', async () => {
  const plain = createLstmPolicy(optionsFor(cellSpace(1, 1, five)));
  const withBonus = createLstmPolicy(optionsFor(cellSpace(1, 1, five), { entropyMode: 'reward', entropyWeight: 0.1 }));
  const samples = await plain.sample(3);
  const rewards = [0.1, 0.5, 0.9];
  const bonus = samples.map(({ entropy }, i) => (rewards[i] ?? 0) + 0.1 * entropy);
  const expected = await plain.update(samples, bonus);
  const found = await withBonus.update(samples, rewards);
  expect(found.baseline).toBeCloseTo(expected.baseline, 5);
  found.advantages.forEach((advantage, i) => expect(advantage).toBeCloseTo(expected.advantages[i] ?? NaN, 5));
  plain.dispose();
  withBonus.dispose();
});

test('a snapshot goes on exactly, also in another policy', async () => {
  const options = optionsFor(cellSpace(2, 1, five), { entropyWeight: 0.01 });
  const first = createLstmPolicy(options);
  const learn = async (policy: typeof first) => {
    const samples = await policy.sample(4);
    const update = await policy.update(
      samples,
      samples.map(({ architecture }) => (architecture[1] === 0 ? 1 : 0)),
    );
    return { samples, update };
  };
  await learn(first);
  const snapshot = await first.snapshot();
  const went = [await learn(first), await learn(first)];
  const second = createLstmPolicy({ ...options, seed: options.seed });
  for (const policy of [first, second]) {
    policy.restore(snapshot);
    expect([await learn(policy), await learn(policy)]).toEqual(went);
  }
  first.dispose();
  second.dispose();
});

test('bad input is refused and changes nothing', async () => {
  const space = cellSpace(1, 1, five);
  const policy = createLstmPolicy(optionsFor(space));
  const before = await policy.snapshot();
  const samples = await policy.sample(2, undefined);
  await expect(policy.update(samples, [1])).rejects.toThrow(RangeError);
  await expect(policy.update([], [])).rejects.toThrow(RangeError);
  await expect(policy.update(samples, [1, NaN])).rejects.toThrow(/finite/);
  expect(() => policy.evaluate([[0, 0, 0, 5]])).toThrow(RangeError);
  expect(() => policy.sample(0)).toThrow(RangeError);
  const other = createLstmPolicy(optionsFor(space, { hiddenUnits: 32, learningRate: 0.03 }));
  expect(() => other.restore(before)).toThrow(RangeError);
  expect(() => policy.restore({ ...before, tensors: new Map([...before.tensors].slice(1)) })).toThrow(RangeError);
  policy.restore(before);
  expect(await policy.snapshot()).toEqual(before);
  policy.dispose();
  other.dispose();
});

test('holds no more tensors after work than before, and none after dispose', async () => {
  const before = tf.memory().numTensors;
  const policy = createLstmPolicy(optionsFor(cellSpace(2, 1, five)));
  const own = tf.memory().numTensors;
  const samples = await policy.sample(3);
  await policy.update(samples, [1, 2, 3]);
  await policy.mostLikely();
  policy.restore(await policy.snapshot());
  expect(tf.memory().numTensors).toBe(own);
  policy.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
