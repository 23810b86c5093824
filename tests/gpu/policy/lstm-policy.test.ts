import { beforeAll, expect, test } from 'vitest';
import { randomStream } from '../../../src/math/random.ts';
import { createLstmPolicy } from '../../../src/policy/lstm/reference/policy.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { cellSpace } from '../../unit/policy/cell-space.ts';
import { enasMicro, optionsFor } from '../../unit/policy/options.ts';

const five = ['sep3', 'sep5', 'avg3', 'max3', 'identity'];

beforeAll(async () => {
  await openBackend('webgpu');
});

test('starts from the distributions of the ENAS scripts (methods/enas 9.3)', async () => {
  const space = cellSpace(2, 5, five);
  const policy = createLstmPolicy(optionsFor(space, enasMicro));
  const [sample] = await policy.sample(1);
  space.decisions.forEach(({ kind, graph, choices }, decision) => {
    const expected =
      kind === 'input'
        ? choices.map(() => 1 / choices.length)
        : graph === 0
          ? [0.3153, 0.3153, 0.1232, 0.1232, 0.1232]
          : [0.2543, 0.2543, 0.1638, 0.1638, 0.1638];
    const found = [...(sample?.distributions[decision] ?? [])];
    expect(found).toHaveLength(expected.length);
    found.forEach((p, choice) => expect(p).toBeCloseTo(expected[choice] ?? NaN, 2));
  });
  expect(sample?.entropy).toBeGreaterThan(57.1);
  expect(sample?.entropy).toBeLessThan(57.25);
  policy.dispose();
});

test('samples by the inverse distribution of its own stream, the same from the same seed', async () => {
  const space = cellSpace(2, 2, five);
  const options = optionsFor(space, { seed: 11, convolutionBias: true });
  const [first, second] = [createLstmPolicy(options), createLstmPolicy(options)];
  const samples = await first.sample(5);
  const random = randomStream(11, 'policy-sampling');
  for (const { architecture, distributions } of samples) {
    const expected = distributions.map((distribution) => {
      const u = random.uniform();
      let passed = 0;
      const chosen = distribution.findIndex((p) => u < (passed += p));
      return chosen === -1 ? distribution.length - 1 : chosen;
    });
    expect(architecture).toEqual(expected);
  }
  expect(await second.sample(5)).toEqual(samples);
  expect((await second.sample(5)).map(({ architecture }) => architecture)).not.toEqual(
    samples.map(({ architecture }) => architecture),
  );
  const aside = await second.sample(5, randomStream(11, 'policy-sampling'));
  expect(aside).toEqual(samples);
  first.dispose();
  second.dispose();
});

test('what it says of a sample is what it says of the child when asked again', async () => {
  const policy = createLstmPolicy(optionsFor(cellSpace(2, 2, five)));
  const samples = await policy.sample(3);
  const again = await policy.evaluate(samples.map(({ architecture }) => architecture));
  samples.forEach((sample, i) => {
    expect(again[i]?.architecture).toEqual(sample.architecture);
    expect(again[i]?.logProbability).toBeCloseTo(sample.logProbability, 4);
    expect(again[i]?.entropy).toBeCloseTo(sample.entropy, 4);
    const logs = sample.distributions.map((p, decision) => Math.log(p[sample.architecture[decision] ?? -1] ?? NaN));
    expect(logs.reduce((sum, log) => sum + log, 0)).toBeCloseTo(sample.logProbability, 3);
    const entropies = sample.distributions.map((ps) => -ps.reduce((sum, p) => sum + p * Math.log(p), 0));
    expect(entropies.reduce((sum, entropy) => sum + entropy, 0)).toBeCloseTo(sample.entropy, 3);
  });
  policy.dispose();
});

test('learns the same as on the processor', async () => {
  const options = optionsFor(cellSpace(1, 2, five), { entropyWeight: 0.01, convolutionBias: true, temperature: 1.5 });
  const learn = async () => {
    const policy = createLstmPolicy(options);
    const samples = await policy.sample(4);
    const update = await policy.update(samples, [0.9, 0.1, 0.5, 0.4]);
    const after = await policy.evaluate(samples.map(({ architecture }) => architecture));
    policy.dispose();
    return { samples, update, after };
  };
  const onWebgpu = await learn();
  await openBackend('cpu');
  const onProcessor = await learn();
  await openBackend('webgpu');
  expect(onWebgpu.samples.map(({ architecture }) => architecture)).toEqual(
    onProcessor.samples.map(({ architecture }) => architecture),
  );
  expect(onWebgpu.update.gradientNorm).toBeCloseTo(onProcessor.update.gradientNorm, 4);
  expect(onWebgpu.update.advantages).toEqual(onProcessor.update.advantages);
  onWebgpu.after.forEach(({ logProbability }, i) =>
    expect(logProbability).toBeCloseTo(onProcessor.after[i]?.logProbability ?? NaN, 3),
  );
});
