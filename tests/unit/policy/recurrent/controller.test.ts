import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test, vi } from 'vitest';
import { spaceController } from '../../../../src/policy/lstm/families.ts';
import { programOf } from '../../../../src/policy/lstm/engine/families.ts';
import { createLstmPolicy } from '../../../../src/policy/lstm/reference/policy.ts';
import { recurrentLayout } from '../../../../src/policy/lstm/recurrent/layout.ts';
import { everyChild } from '../../space/configs.ts';
import { optionsFor } from '../options.ts';
import { nodeSpace } from './node-space.ts';

/** The processor backend is slow where other tests run beside this one. */
vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('reads nodes out of the decisions, and refuses what are none', () => {
  const { decisions } = nodeSpace(3);
  expect(recurrentLayout({ decisions })).toEqual({
    nodes: [
      { input: null, activation: 0 },
      { input: 1, activation: 2 },
      { input: 3, activation: 4 },
    ],
    choices: [4, 1, 4, 2, 4],
    activations: 4,
  });
  expect(() => recurrentLayout({ decisions: decisions.slice(0, 4) })).not.toThrow();
  expect(() => recurrentLayout({ decisions: decisions.slice(1) })).toThrow('Node 0 must choose');
  const narrowed = decisions.map((each, i) => (i === 2 ? { ...each, choices: ['tanh'] } : each));
  expect(() => recurrentLayout({ decisions: narrowed })).toThrow('Node 1 must choose one of the same activations');
});

test('no controller decides for a family that it does not know', () => {
  const space = { ...nodeSpace(3), id: 'other' };
  expect(() => spaceController(space, optionsFor(space))).toThrow('“other”');
});

test('the engine rolls it out step by step as methods/enas 3.1 says', () => {
  const { steps } = programOf(nodeSpace(3), optionsFor(nodeSpace(3)));
  expect(steps.map(({ input, choice, keep }) => [input, choice?.of, choice?.decision, keep?.slot])).toEqual([
    ['start', undefined, undefined, 0],
    ['start', 'classes', 0, undefined],
    ['chosen', 'slots', 1, 1],
    ['chosen', 'classes', 2, undefined],
    ['chosen', 'slots', 3, 2],
    ['chosen', 'classes', 4, undefined],
  ]);
  const choice = steps[4]?.choice;
  if (choice?.of !== 'slots') throw new Error('node 2 chooses no node');
  [-4 / 6, -1 / 6].forEach((bias, node) => expect(choice.bias[node]).toBeCloseTo(bias));
  [1 / 2.1, 1 / 1.1].forEach((scale, node) => expect(choice.scale[node]).toBeCloseTo(scale));
});

test('the controller has 101,000 numbers at 100 units, however many nodes (methods/enas 9.2)', () => {
  for (const nodes of [2, 12]) {
    const policy = createLstmPolicy(optionsFor(nodeSpace(nodes), { hiddenUnits: 100 }));
    expect(policy.parameterCount).toBe(101_000);
    policy.dispose();
  }
});

test('activations are bounded as ever; the nearest node has the most to gain', () => {
  const { largestProbability } = spaceController(nodeSpace(3), optionsFor(nodeSpace(3)));
  expect(largestProbability[0]).toBeCloseTo(0.98, 3);
  expect(largestProbability[1]).toBe(1);
  // Node 2 reads node 1 with logit c − 1/6 against −c − 4/6.
  expect(largestProbability[3]).toBeCloseTo(1 / (1 + Math.exp(-5 - 0.5)), 6);
});

test('starts with nearer nodes likelier, by the square of their distance', async () => {
  const space = nodeSpace(4);
  const policy = createLstmPolicy(optionsFor(space));
  const [sample] = await policy.evaluate([space.handMade()]);
  const weights = [9, 4, 1].map((square) => Math.exp(-square / 6));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  weights.forEach((weight, node) => {
    // The learned part starts within a few hundredths.
    expect(sample?.distributions[5]?.[node]).toBeCloseTo(weight / total, 1);
  });
  policy.dispose();
});

test('probabilities of all children add up to one', async () => {
  const space = nodeSpace(3);
  const policy = createLstmPolicy(optionsFor(space));
  const children = everyChild(space);
  expect(children).toHaveLength(128);
  const samples = await policy.evaluate(children);
  expect(samples.reduce((sum, { logProbability }) => sum + Math.exp(logProbability), 0)).toBeCloseTo(1, 4);
  policy.dispose();
});

test('a bandit drives every decision of the rewarded child to what it can reach', async () => {
  const space = nodeSpace(3);
  const policy = createLstmPolicy(optionsFor(space, { learningRate: 0.05, baselineKind: 'siblings' }));
  // Node 2 reads node 0, against the prior.
  const wanted = [3, 0, 1, 0, 2];
  for (let update = 0; update < 80; update++) {
    const samples = await policy.sample(12);
    const rewards = samples.map(
      ({ architecture }) => architecture.filter((choice, at) => choice === wanted[at]).length / wanted.length,
    );
    await policy.update(samples, rewards);
  }
  const [sample] = await policy.evaluate([wanted]);
  wanted.forEach((choice, decision) => {
    expect(sample?.distributions[decision]?.[choice], `decision ${decision}`).toBeGreaterThan(0.9);
  });
  policy.dispose();
});
