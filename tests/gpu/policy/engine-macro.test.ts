import { beforeAll, describe, expect, test } from 'vitest';
import type { LstmPolicy } from '../../../src/policy/lstm/lstm-policy.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { layerSpace } from '../../unit/policy/macro/layer-space.ts';
import { optionsFor } from '../../unit/policy/options.ts';
import { bothForms, expectClose, expectSameSamples } from './both.ts';

beforeAll(async () => {
  await openBackend('cpu');
});

const cases = [
  { name: 'six layers', layers: 6, options: { hiddenUnits: 16, skipWeight: 0.2 } },
  {
    name: 'twelve layers as in the ENAS code',
    layers: 12,
    options: { hiddenUnits: 64, tanhConstant: 1.5, skipWeight: 0.8, skipForm: 'code' as const },
  },
  { name: 'two layers, the fewest', layers: 2, options: { hiddenUnits: 8, skipWeight: 0.2 } },
  {
    name: 'three layers at another temperature and target, drawn to nothing',
    layers: 3,
    options: { hiddenUnits: 8, temperature: 1.5, skipTarget: 0.7 },
  },
] as const;

describe.each(cases)('the controller of $name', ({ layers, options }) => {
  test('makes the same children on the engine, and thinks the same of any', async () => {
    const { reference, engine } = await bothForms(optionsFor(layerSpace(layers), options));
    expect(engine.parameterCount).toBe(reference.parameterCount);
    expect(engine.largestProbability).toEqual(reference.largestProbability);
    const samples = await engine.sample(6);
    expectSameSamples(samples, await reference.sample(6));
    expectSameSamples([await engine.mostLikely()], [await reference.mostLikely()]);
    const flipped = samples.map(({ architecture }) =>
      architecture.map((choice, decision) =>
        layerSpace(layers).decisions[decision]?.kind === 'skip' ? 1 - choice : choice,
      ),
    );
    expectSameSamples(await engine.evaluate(flipped), await reference.evaluate(flipped));
    engine.dispose();
    reference.dispose();
  });

  test.each(['loss', 'reward'] as const)('learns the same, with entropy in the %s', async (entropyMode) => {
    const space = layerSpace(layers);
    const { reference, engine } = await bothForms(optionsFor(space, { ...options, entropyMode, entropyWeight: 0.02 }));
    const step = async (policy: LstmPolicy) => {
      const samples = await policy.sample(5);
      const update = await policy.update(samples, [0.9, 0.1, 0.5, 0.4, 0.7], 3);
      return { update, after: await policy.snapshot() };
    };
    const [actual, expected] = [await step(engine), await step(reference)];
    expectClose([actual.update.gradientNorm], [expected.update.gradientNorm], 'gradient norm');
    expectClose(actual.update.advantages, expected.update.advantages, 'advantages');
    expectSameSamples(actual.update.next, expected.update.next);
    for (const [key, { values }] of expected.after.tensors) {
      expectClose(actual.after.tensors.get(key)?.values ?? [], values, key);
    }
    engine.dispose();
    reference.dispose();
  });
});
