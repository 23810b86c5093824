import { beforeAll, describe, expect, test } from 'vitest';
import { randomStream } from '../../../src/math/random.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { cellSpace } from '../../unit/policy/cell-space.ts';
import { enasMicro, optionsFor } from '../../unit/policy/options.ts';
import { bothForms, enginePolicy, expectClose, expectSameSamples } from './both.ts';

const five = ['sep3', 'sep5', 'avg3', 'max3', 'identity'];

beforeAll(async () => {
  await openBackend('cpu');
});

describe('makes the same children as the reference and thinks the same of them', () => {
  test.each([
    ['1 cell of 1 node, one operation', 1, 1, ['identity'], 8, 4],
    ['1 cell of 2 nodes, two operations', 1, 2, ['sep3', 'max3'], 8, 1],
    ['2 cells of 3 nodes, five operations', 2, 3, five, 64, 16],
    ['1 cell of 4 nodes, three operations', 1, 4, ['sep5', 'avg3', 'identity'], 16, 5],
    ['the largest: 2 cells of 5 nodes, 128 units', 2, 5, five, 128, 3],
  ] as const)('%s', async (_, cells, nodes, operations, hiddenUnits, count) => {
    const { reference, engine } = await bothForms(optionsFor(cellSpace(cells, nodes, operations), { hiddenUnits }));
    const samples = await reference.sample(count);
    expectSameSamples(await engine.sample(count), samples);
    expectSameSamples(await engine.evaluate(samples.map(({ architecture }) => architecture)), samples);
    expectSameSamples([await engine.mostLikely()], [await reference.mostLikely()]);
    expect(engine.parameterCount).toBe(reference.parameterCount);
    expect(engine.largestProbability).toEqual(reference.largestProbability);
    engine.dispose();
    reference.dispose();
  });

  test.each([
    ['high temperature', { temperature: 10 }],
    ['low temperature', { temperature: 0.25 }],
    ['tight bounds', { tanhConstant: 0.5, operationTanhReduction: 5 }],
    ['wide bounds', { tanhConstant: 5 }],
    ['bounds that leave some choices no chance', { tanhConstant: 200 }],
    ['convolution bias', { convolutionBias: true }],
    ['convolution bias far in the saturated part', { convolutionBias: true, temperature: 0.25 }],
  ])('%s', async (_, overrides) => {
    const { reference, engine } = await bothForms(optionsFor(cellSpace(2, 3, five), { hiddenUnits: 64, ...overrides }));
    expectSameSamples(await engine.sample(8), await reference.sample(8));
    // Saturated logits tie within rounding, so that the likeliest child need not be the same one.
    const { architecture } = await engine.mostLikely();
    const [scored] = await reference.evaluate([architecture]);
    scored?.distributions.forEach((ps, decision) =>
      expectClose([ps[architecture[decision] as number] as number], [Math.max(...ps)], `choice ${decision}`),
    );
    engine.dispose();
    reference.dispose();
  });
});

test('starts from the distributions of the ENAS scripts (methods/enas 9.3)', async () => {
  const policy = await enginePolicy(optionsFor(cellSpace(2, 5, five), enasMicro));
  const [sample] = await policy.sample(1);
  expect(policy.parameterCount).toBe(41_733);
  expect(sample?.entropy).toBeGreaterThan(57.1);
  expect(sample?.entropy).toBeLessThan(57.25);
  policy.dispose();
});

test('more children than one submission holds are the same as of any other number at a time', async () => {
  const { reference, engine } = await bothForms(optionsFor(cellSpace(1, 2, ['sep3', 'max3'])));
  const all = await engine.sample(37);
  expectSameSamples(all, await reference.sample(37));
  const random = randomStream(3, 'policy-sampling');
  for (const sample of all) expect(await engine.sample(1, random)).toEqual([sample]);
  engine.dispose();
  reference.dispose();
});

test('looks aside and likeliest children draw nothing from its own stream', async () => {
  const options = optionsFor(cellSpace(1, 2, ['sep3', 'max3']));
  const [disturbed, left] = [await enginePolicy(options), await enginePolicy(options)];
  await disturbed.sample(3, randomStream(1, 'derive'));
  await disturbed.mostLikely();
  expect(await disturbed.sample(4)).toEqual(await left.sample(4));
  disturbed.dispose();
  left.dispose();
});

test('distributions sum to one, and log π and entropy are theirs', async () => {
  const { reference, engine } = await bothForms(optionsFor(cellSpace(2, 3, five), { hiddenUnits: 64 }));
  for (const { architecture, distributions, logProbability, entropy } of await engine.sample(4)) {
    for (const ps of distributions) expectClose([ps.reduce((sum, p) => sum + p, 0)], [1], 'sum');
    const logs = distributions.map((ps, decision) => Math.log(ps[architecture[decision] as number] as number));
    expectClose([logProbability], [logs.reduce((sum, log) => sum + log, 0)], 'log π');
    const own = distributions.map((ps) => -ps.reduce((sum, p) => sum + p * Math.log(p), 0));
    expectClose([entropy], [own.reduce((sum, one) => sum + one, 0)], 'entropy');
  }
  engine.dispose();
  reference.dispose();
});
