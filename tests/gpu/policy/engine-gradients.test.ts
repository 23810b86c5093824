import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { OptimiserSteps } from '../../../src/engine/optimisers/optimiser.ts';
import { ParameterLayout } from '../../../src/engine/parameters.ts';
import { ParameterStore } from '../../../src/engine/store.ts';
import { randomStream } from '../../../src/math/random.ts';
import { microLayout } from '../../../src/policy/lstm/micro/layout.ts';
import { initialValues, parameterNames, parameterShapes } from '../../../src/policy/lstm/parameters.ts';
import { microReference } from '../../../src/policy/lstm/reference/micro.ts';
import { globalNorm, reinforceGradients } from '../../../src/policy/lstm/reference/reinforce.ts';
import type { LogitShaping } from '../../../src/policy/lstm/shaping.ts';
import { forEachParameter } from '../../../src/policy/lstm/snapshot.ts';
import { ControllerPlan, declareParameters } from '../../../src/policy/lstm/engine/controller-plan.ts';
import { microProgram } from '../../../src/policy/lstm/engine/micro.ts';
import type { Space } from '../../../src/space/space.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { cellSpace } from '../../unit/policy/cell-space.ts';
import { expectClose, sharedDevice, sharpness } from './both.ts';

const five = ['sep3', 'sep5', 'avg3', 'max3', 'identity'];
const plain: LogitShaping = { temperature: 1, tanhConstant: 2.5, operationTanhReduction: 1, convolutionBias: false };

beforeAll(async () => {
  await openBackend('cpu');
});

/** Uniform random children of a space. */
function randomChildren({ decisions }: Pick<Space, 'decisions'>, count: number): number[][] {
  const random = randomStream(5, 'uniform-sampling');
  return Array.from({ length: count }, () => decisions.map(({ choices }) => random.integer(choices.length)));
}

/** Every gradient of one REINFORCE step in both forms, with weights far enough from zero that all of them matter. */
async function expectSameGradients(
  space: Pick<Space, 'id' | 'decisions'>,
  shaping: LogitShaping,
  hidden: number,
  count: number,
  entropyWeight: number,
): Promise<void> {
  const options = { ...shaping, hiddenUnits: hidden };
  const controller = microReference(space, options);
  const { convolutions } = microLayout(space);
  const shapes = parameterShapes(hidden, convolutions.length);
  const initial = initialValues(hidden, convolutions, shaping.convolutionBias, randomStream(1, 'policy-init'));
  const values = forEachParameter((name) =>
    name === 'operationBias' ? initial[name] : initial[name].map((value) => sharpness(hidden) * value),
  );
  const children = randomChildren(space, count);
  const advantages = children.map((_, child) => Math.sin(3 * child + 1));

  const device = await sharedDevice();
  const layout = new ParameterLayout();
  declareParameters(layout, controller);
  const store = new ParameterStore(device, layout, 1);
  for (const name of parameterNames) store.write('weights', layout.get(name), values[name]);
  const program = microProgram(space, options);
  const plan = await ControllerPlan.build(device, store, new OptimiserSteps(layout), program, count);
  const next = { children: 0, uniforms: [] };
  const step = { children: count, tokens: children.flat(), entropyWeight, learningRate: 0.01, next };
  const { gradientNorm } = await plan.learn(step, advantages).read();
  const found = await store.read('gradients', layout.all);
  // Rollout, back through it, two outer sums, gradients, norm, Adam.
  expect(plan.dispatches).toBe(7);
  plan.dispose();
  store.dispose();

  tf.tidy(() => {
    const parameters = forEachParameter((name) => tf.tensor2d(values[name], shapes[name]));
    const expected = reinforceGradients(controller, parameters, children, advantages, entropyWeight);
    for (const name of parameterNames) {
      expectClose(found[layout.get(name).index] as Float32Array, expected[name].dataSync(), name);
    }
    expectClose([gradientNorm], globalNorm(expected).dataSync(), 'norm');
  });
}

test.each([
  ['1 cell of 1 node, one operation, 4 children', 1, 1, ['identity'], 8, 4],
  ['1 cell of 2 nodes, two operations, 1 child', 1, 2, ['sep3', 'max3'], 8, 1],
  ['2 cells of 3 nodes, five operations, 16 children', 2, 3, five, 64, 16],
  ['1 cell of 4 nodes, three operations, 5 children', 1, 4, ['sep5', 'avg3', 'identity'], 16, 5],
  ['the largest: 2 cells of 5 nodes, 128 units, 4 children', 2, 5, five, 128, 4],
] as const)('every gradient is that of the reference: %s', async (_, cells, nodes, operations, hidden, count) => {
  await expectSameGradients(cellSpace(cells, nodes, operations), plain, hidden, count, 0.01);
});

test.each([
  ['no entropy term', plain, 0],
  ['a large entropy term', plain, 2],
  ['high temperature', { ...plain, temperature: 10 }, 0.01],
  ['low temperature', { ...plain, temperature: 0.25 }, 0.01],
  ['other bounds', { ...plain, tanhConstant: 5, operationTanhReduction: 2.5 }, 0.01],
  ['convolution bias', { ...plain, convolutionBias: true }, 0.01],
] as const)('every gradient is that of the reference: %s', async (_, shaping, entropyWeight) => {
  await expectSameGradients(cellSpace(2, 3, five), shaping, 64, 6, entropyWeight);
});
