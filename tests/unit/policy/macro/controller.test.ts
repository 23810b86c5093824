import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test, vi } from 'vitest';
import { mean } from '../../../../src/math/statistics.ts';
import { randomStream } from '../../../../src/math/random.ts';
import { checkProgram } from '../../../../src/engine/kernels/decisions/program.ts';
import { type ControllerOptions, forEachOf, namesOf } from '../../../../src/policy/lstm/controller.ts';
import { teacherForcing } from '../../../../src/policy/lstm/reference/choosers.ts';
import { macroReference } from '../../../../src/policy/lstm/reference/macro.ts';
import { createLstmPolicy } from '../../../../src/policy/lstm/reference/policy.ts';
import { macroLayout } from '../../../../src/policy/lstm/macro/layout.ts';
import { macroProgram } from '../../../../src/policy/lstm/engine/macro.ts';
import { skipDivergence } from '../../../../src/policy/lstm/reference/skip-divergence.ts';
import type { SkipTerm } from '../../../../src/policy/lstm/macro/skip-term.ts';
import { reinforceGradients } from '../../../../src/policy/lstm/reference/reinforce.ts';
import type { Tensors } from '../../../../src/policy/lstm/reference/rollout.ts';
import { everyChild } from '../../space/configs.ts';
import { optionsFor } from '../options.ts';
import { layerSpace } from './layer-space.ts';
import { expectBanditLearned } from '../bandit.ts';

/** The processor backend is slow where other tests run beside this one. */
vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** What the ENAS scripts use for macro networks (methods/enas section 6). */
const enasMacro = { hiddenUnits: 64, tanhConstant: 1.5, skipWeight: 0.8, skipForm: 'code' } as const;

test('reads layers out of the decisions, and refuses what are none', () => {
  const { decisions } = layerSpace(3);
  expect(macroLayout({ decisions })).toEqual({
    layers: [
      { operation: 0, skips: [] },
      { operation: 1, skips: [2] },
      { operation: 3, skips: [4, 5] },
    ],
    choices: [6, 6, 2, 6, 2, 2],
    operations: 6,
  });
  expect(() => macroLayout({ decisions: decisions.slice(0, 5) })).toThrow(/Layer 2 must have 2 skip bits/);
  const narrowed = decisions.map((each, i) => (i === 3 ? { ...each, choices: ['conv3'] } : each));
  expect(() => macroLayout({ decisions: narrowed })).toThrow(/layer2.operation does not/);
});

test('as a chain of decisions: two steps a layer, the second of which stands for it and chooses its bits', () => {
  const options = optionsFor(layerSpace(3), { skipTarget: 0.3, skipWeight: 0.8, skipForm: 'rate' });
  const program = macroProgram(layerSpace(3), options);
  expect(program.steps.map(({ input, choice, keep }) => [input, choice?.of, choice?.decision, keep?.slot])).toEqual([
    ['start', 'classes', 0, undefined],
    ['chosen', undefined, undefined, 0],
    ['start', 'classes', 1, undefined],
    ['chosen', 'bits', 2, 1],
    ['chosen', 'classes', 3, undefined],
    ['chosen', 'bits', 4, 2],
  ]);
  const last = program.steps[5]?.choice;
  expect(last).toMatchObject({ count: 2, first: 0, pull: { target: 0.3, weight: 0.4, slope: 2 } });
  expect(() => checkProgram(program)).not.toThrow();
  const wide = program.choices.map((choices, decision) => (decision === 4 ? 3 : choices));
  expect(() => checkProgram({ ...program, choices: wide })).toThrow(/other than two choices/);
  expect(() => checkProgram({ ...program, steps: program.steps.slice(0, 5) })).toThrow(/6 decisions/);
});

test('the controller of the macro space has 41,856 numbers, however many layers (methods/enas 9.2)', () => {
  for (const layers of [2, 12]) {
    const policy = createLstmPolicy(optionsFor(layerSpace(layers), enasMacro));
    expect(policy.parameterCount).toBe(41_856);
    policy.dispose();
  }
});

test('bounds of probabilities (methods/enas 9.4)', () => {
  const { largestProbability } = macroReference(layerSpace(2), optionsFor(layerSpace(2), enasMacro));
  expect(largestProbability[0]).toBeCloseTo(0.8007, 4);
  expect(largestProbability[1]).toBeCloseTo(0.8007, 4);
  expect(largestProbability[2]).toBeCloseTo(0.9526, 4);
});

const divergence = (z: number, term: Omit<SkipTerm, 'skipWeight'>): number =>
  tf.tidy(() => skipDivergence(tf.tensor2d([[z]]), { ...term, skipWeight: 1 }).dataSync()[0] ?? NaN);

test('the divergence of a skip: its value at the start, and where it is zero (methods/enas 9.5)', () => {
  const code = { skipTarget: 0.4, skipForm: 'code' } as const;
  const rate = { skipTarget: 0.4, skipForm: 'rate' } as const;
  expect(divergence(0, code)).toBeCloseTo(0.020411, 6);
  expect(divergence(0, rate)).toBeCloseTo(0.020411, 6);
  expect(divergence(-0.405465, code)).toBeCloseTo(0, 6);
  expect(divergence(-0.405465 / 2, rate)).toBeCloseTo(0, 6);
  expect(divergence(-0.405465, rate)).toBeGreaterThan(0.01);
  // By hand: p = σ(2), then (1 − p) ln((1 − p)/.6) + p ln(p/.4).
  const p = 1 / (1 + Math.exp(-2));
  const byHand = (1 - p) * Math.log((1 - p) / 0.6) + p * Math.log(p / 0.4);
  expect(divergence(1, rate)).toBeCloseTo(byHand, 6);
  expect(divergence(2, code)).toBeCloseTo(byHand, 6);
});

test('the term of the loss is the mean over layers: .097973 for twelve undecided layers (methods/enas 9.5)', () => {
  const space = layerSpace(12);
  const controller = macroReference(space, optionsFor(space, enasMacro));
  const penalty = tf.tidy(() => {
    const zero = forEachOf(namesOf(controller), (name) => tf.zeros<tf.Rank.R2>(controller.shapes[name]));
    const children = [space.handMade(), space.decisions.map(() => 0)];
    return controller.rollOut(zero, 2, teacherForcing(children)).penalty?.dataSync();
  });
  expect(penalty).toHaveLength(2);
  penalty?.forEach((value) => expect(value).toBeCloseTo(0.097973, 6));
});

/** Weights so far from the start that distributions are not uniform. */
function sharpened(options: ControllerOptions, space: ReturnType<typeof layerSpace>): Tensors<string> {
  const controller = macroReference(space, options);
  const values = controller.initialValues(randomStream(1, 'policy-init'));
  return forEachOf(namesOf(controller), (name) =>
    tf.mul<tf.Tensor2D>(10, tf.tensor2d(values[name], controller.shapes[name])),
  );
}

test('REINFORCE is the gradient of the expected reward, enumerated over all children (methods/enas 9.6)', () => {
  const space = layerSpace(3, ['conv3', 'max3']);
  const options = optionsFor(space, { hiddenUnits: 6, temperature: 1.5, tanhConstant: 2 });
  const controller = macroReference(space, options);
  const names = namesOf(controller);
  const children = everyChild(space);
  const rewards = children.map((child) => Math.sin(child.reduce((sum, token) => 3 * sum + token + 1, 0)));
  tf.tidy(() => {
    const parameters = sharpened(options, space);
    const probabilities = (used: Tensors<string>): tf.Tensor1D => {
      const { decisions } = controller.rollOut(used, children.length, teacherForcing(children));
      return tf.exp(tf.addN(decisions.map(({ logProbability }) => logProbability)));
    };
    const exact = tf.grads((...tensors: tf.Tensor[]) => {
      const used = forEachOf(names, (name) => tensors[names.indexOf(name)] as tf.Tensor2D);
      return tf.sum(tf.mul(probabilities(used), tf.tensor1d(rewards))).asScalar();
    })(names.map((name) => parameters[name] as tf.Tensor2D));
    const chances = [...probabilities(parameters).dataSync()];
    expect(chances.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    const weights = children.map((_, i) => -children.length * (chances[i] ?? 0) * (rewards[i] ?? 0));
    const found = reinforceGradients(controller, parameters, children, weights, 0);
    let largest = 0;
    names.forEach((name, i) => {
      const expected = exact[i]?.dataSync() ?? [];
      found[name].dataSync().forEach((value, at) => {
        largest = Math.max(largest, Math.abs(value));
        expect(Math.abs(value - (expected[at] ?? NaN))).toBeLessThan(2e-6);
      });
    });
    expect(largest).toBeGreaterThan(1e-3);
  });
});

test('each bit is decided by itself, and the next layer reads what was added', async () => {
  const space = layerSpace(3, ['conv3', 'max3']);
  const policy = createLstmPolicy(optionsFor(space, { hiddenUnits: 6, tanhConstant: 2 }));
  const snapshot = await policy.snapshot();
  policy.restore({
    ...snapshot,
    tensors: new Map(
      [...snapshot.tensors].map(([key, { shape, values }]) => [key, { shape, values: values.map((v) => 10 * v) }]),
    ),
  });
  // Operation, then the bit of layer 2, then the operation and the two bits of layer 3.
  const [plain, bits, added] = await policy.evaluate([
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 1, 1],
    [0, 0, 1, 0, 0, 0],
  ]);
  const distributions = (sample: typeof plain) =>
    sample?.distributions.map((each) => [...each].map((p) => p.toFixed(5)).join());
  expect(distributions(bits)).toEqual(distributions(plain));
  expect(distributions(added)?.slice(0, 3)).toEqual(distributions(plain)?.slice(0, 3));
  expect(distributions(added)?.slice(3)).not.toEqual(distributions(plain)?.slice(3));
  policy.dispose();
});

test.each([
  ['rate', 0.4, 0.4],
  ['rate', 0.7, 0.7],
  // σ(2z) where σ(z) = .4: methods/enas (8).
  ['code', 0.4, 0.308],
] as const)(
  'with the %s term alone and ρ = %d, skips are sampled at the rate %d',
  async (skipForm, skipTarget, rate) => {
    const space = layerSpace(2, ['conv3', 'max3']);
    const options = { hiddenUnits: 8, learningRate: 0.005, skipForm, skipTarget, skipWeight: 20 };
    const policy = createLstmPolicy(optionsFor(space, options));
    const skips = space.decisions.flatMap(({ kind }, decision) => (kind === 'skip' ? [decision] : []));
    for (let update = 0; update < 100; update++) {
      const samples = await policy.sample(2);
      await policy.update(samples, [1, 1]);
    }
    const samples = await policy.sample(32);
    const chances = samples.flatMap(({ distributions }) =>
      skips.map((decision) => distributions[decision]?.[1] ?? NaN),
    );
    for (const chance of chances) expect(Math.abs(chance - rate)).toBeLessThan(0.05);
    expect(Math.abs(mean(chances) - rate)).toBeLessThan(0.02);
    policy.dispose();
  },
);

test.each([
  { of: 'an operation', decision: 1, token: 2 },
  { of: 'a skip', decision: 2, token: 1 },
])('a bandit that pays one choice of $of drives it to the bound and stays there (methods/enas 9.7)', async (bandit) => {
  const space = layerSpace(2, ['conv3', 'sep3', 'max3']);
  const policy = createLstmPolicy(optionsFor(space, { tanhConstant: 1.5, hiddenUnits: 32, learningRate: 0.04 }));
  await expectBanditLearned(policy, bandit, 0.97);
});
