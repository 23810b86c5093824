import { beforeAll, describe, expect, test } from 'vitest';
import { randomStream } from '../../../src/math/random.ts';
import type { LstmPolicy } from '../../../src/policy/lstm/lstm-policy.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { layerSpace } from '../../unit/policy/macro/layer-space.ts';
import { optionsFor } from '../../unit/policy/options.ts';
import { nodeSpace } from '../../unit/policy/recurrent/node-space.ts';
import { bothForms, expectClose, expectSameSamples } from './both.ts';

beforeAll(async () => {
  await openBackend('cpu');
});

/** Fewer updates of the larger ones, in which rounding grows fast. */
const cases = [
  { name: 'six layers', space: layerSpace(6), updates: 3, options: { hiddenUnits: 16, skipWeight: 0.2 } },
  {
    name: 'twelve layers as in the ENAS code',
    space: layerSpace(12),
    updates: 1,
    options: { hiddenUnits: 64, tanhConstant: 1.5, skipWeight: 0.8, skipForm: 'code' as const },
  },
  { name: 'two layers, the fewest', space: layerSpace(2), updates: 3, options: { hiddenUnits: 8, skipWeight: 0.2 } },
  {
    name: 'three layers at another temperature and target, drawn to nothing',
    space: layerSpace(3),
    updates: 3,
    options: { hiddenUnits: 8, temperature: 1.5, skipTarget: 0.7 },
  },
  { name: 'five recurrent nodes', space: nodeSpace(5), updates: 5, options: { hiddenUnits: 16, temperature: 0.5 } },
  {
    name: 'twelve recurrent nodes as in the ENAS paper',
    space: nodeSpace(12),
    updates: 1,
    options: { hiddenUnits: 100, temperature: 5, tanhConstant: 2.5 },
  },
] as const;

const REWARDS = [0.9, 0.1, 0.5, 0.4, 0.7];

describe.each(cases)('the controller of $name', ({ space, updates, options }) => {
  test('makes the same children on the engine, and thinks the same of any', async () => {
    const { reference, engine } = await bothForms(optionsFor(space, options));
    expect(engine.parameterCount).toBe(reference.parameterCount);
    expect(engine.largestProbability).toEqual(reference.largestProbability);
    expectSameSamples(await engine.sample(6), await reference.sample(6));
    expectSameSamples([await engine.mostLikely()], [await reference.mostLikely()]);
    const random = randomStream(5, 'uniform-sampling');
    const uniform = Array.from({ length: 6 }, () => space.sample(random));
    expectSameSamples(await engine.evaluate(uniform), await reference.evaluate(uniform));
    engine.dispose();
    reference.dispose();
  });

  test.each(['loss', 'reward'] as const)('learns the same, with entropy in the %s', async (entropyMode) => {
    const learning = { learningRate: 0.01, entropyMode, entropyWeight: 0.02 } as const;
    const { reference, engine } = await bothForms(optionsFor(space, { ...options, ...learning }));
    const step = async (policy: LstmPolicy) => {
      const samples = await policy.sample(REWARDS.length);
      const update = await policy.update(samples, REWARDS, 3);
      return { samples, update, after: await policy.snapshot() };
    };
    for (let update = 0; update < updates; update++) {
      const [actual, expected] = [await step(engine), await step(reference)];
      expectSameSamples(actual.samples, expected.samples);
      expectClose([actual.update.gradientNorm], [expected.update.gradientNorm], 'gradient norm');
      expectClose(actual.update.advantages, expected.update.advantages, 'advantages');
      expectSameSamples(actual.update.next, expected.update.next);
      for (const [key, { values }] of expected.after.tensors) {
        expectClose(actual.after.tensors.get(key)?.values ?? [], values, key);
      }
    }
    engine.dispose();
    reference.dispose();
  });
});
