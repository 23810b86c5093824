import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { randomStream } from '../../../src/math/random.ts';
import { teacherForcing } from '../../../src/policy/lstm/reference/choosers.ts';
import { microReference, rollOutMicro } from '../../../src/policy/lstm/reference/micro.ts';
import { microLayout } from '../../../src/policy/lstm/micro/layout.ts';
import {
  initialValues,
  type ParameterName,
  parameterNames,
  parameterShapes,
} from '../../../src/policy/lstm/parameters.ts';
import { reinforceGradients } from '../../../src/policy/lstm/reference/reinforce.ts';
import type { Tensors } from '../../../src/policy/lstm/reference/rollout.ts';
import { shapeLogits } from '../../../src/policy/lstm/reference/shape-logits.ts';
import { allArchitectures, cellSpace } from './cell-space.ts';

const HIDDEN = 6;
const shaping = {
  hiddenUnits: HIDDEN,
  temperature: 1.5,
  tanhConstant: 2,
  operationTanhReduction: 1.25,
  convolutionBias: false,
};

type ControllerParameters = Tensors<ParameterName>;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Weights ten times the usual start, so that distributions differ from uniform ones. */
function parametersFor(convolutions: readonly boolean[]): ControllerParameters {
  const shapes = parameterShapes(HIDDEN, convolutions.length);
  const values = initialValues(HIDDEN, convolutions, false, randomStream(1, 'policy-init'));
  return Object.fromEntries(
    parameterNames.map((name) => [name, tf.tensor2d(values[name], shapes[name]).mul(10)]),
  ) as unknown as ControllerParameters;
}

function flat(gradients: ControllerParameters): number[] {
  return parameterNames.flatMap((name) => [...gradients[name].dataSync()]);
}

/** d/dθ of Σ p(m) R(m) over all children, by autodiff through the probabilities themselves. */
function exactGradient(
  space: ReturnType<typeof cellSpace>,
  parameters: ControllerParameters,
  reward: (child: readonly number[]) => number,
): { gradient: number[]; probabilities: number[] } {
  const layout = microLayout(space);
  const children = allArchitectures(space);
  const probabilities = (used: ControllerParameters) => {
    const made = rollOutMicro(used, layout, shaping, children.length, teacherForcing(children));
    return tf.exp(tf.addN(made.map(({ logProbability }) => logProbability)));
  };
  const gradient = tf.grads((...tensors: tf.Tensor[]) => {
    const used = Object.fromEntries(parameterNames.map((name, i) => [name, tensors[i]]));
    return tf.sum(tf.mul(probabilities(used as ControllerParameters), tf.tensor1d(children.map(reward)))).asScalar();
  })(parameterNames.map((name) => parameters[name]));
  return {
    gradient: gradient.flatMap((tensor) => [...tensor.dataSync()]),
    probabilities: [...probabilities(parameters).dataSync()],
  };
}

for (const [title, space] of [
  ['two decisions', cellSpace(1, 1, ['identity'])],
  ['four decisions', cellSpace(1, 1, ['sep3', 'avg3'])],
] as const) {
  test(`REINFORCE is the gradient of the expected reward, enumerated over ${title} (methods/enas 9.6)`, () => {
    const layout = microLayout(space);
    const children = allArchitectures(space);
    const reward = (child: readonly number[]): number => Math.sin(child.reduce((sum, token) => 3 * sum + token + 1, 0));
    tf.tidy(() => {
      const parameters = parametersFor(layout.convolutions);
      const { gradient, probabilities } = exactGradient(space, parameters, reward);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      for (const constant of [0, 5]) {
        // Sum over children of p (R + constant) ∇ log p; the loss has a minus and divides by their number.
        const weights = children.map(
          (child, i) => -children.length * (probabilities[i] ?? 0) * (reward(child) + constant),
        );
        const estimate = flat(reinforceGradients(microReference(space, shaping), parameters, children, weights, 0));
        expect(estimate).toHaveLength(gradient.length);
        estimate.forEach((value, i) => expect(Math.abs(value - (gradient[i] ?? NaN))).toBeLessThan(2e-6));
      }
      expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(1e-3);
    });
  });
}

test('the gradient with respect to one logit has its closed form (methods/enas 9.6)', () => {
  const values = [0.3, -0.8, 1.4];
  const raw = [0.5, -1, 2];
  const [c, temperature] = [2, 1.5];
  const shaped = raw.map((z) => c * Math.tanh(z / temperature));
  const total = shaped.reduce((sum, z) => sum + Math.exp(z), 0);
  const p = shaped.map((z) => Math.exp(z) / total);
  const mean = p.reduce((sum, chance, k) => sum + chance * (values[k] ?? 0), 0);
  const expected = p.map(
    (chance, k) =>
      chance * ((values[k] ?? 0) - mean) * (c / temperature) * (1 - Math.tanh((raw[k] ?? 0) / temperature) ** 2),
  );
  const found = tf.tidy(() => [
    ...tf
      .grad((z) =>
        tf.sum(tf.mul(tf.softmax(shapeLogits(z as tf.Tensor2D, c, temperature)), tf.tensor2d([values]))).asScalar(),
      )(tf.tensor2d([raw]))
      .dataSync(),
  ]);
  found.forEach((value, k) => expect(value).toBeCloseTo(expected[k] ?? NaN, 6));
});

test('the entropy term pulls every distribution towards uniform', () => {
  const space = cellSpace(1, 1, ['sep3', 'avg3']);
  const layout = microLayout(space);
  tf.tidy(() => {
    const parameters = parametersFor(layout.convolutions);
    const children = [[0, 0, 0, 0]];
    const entropy = (used: ControllerParameters): number =>
      tf
        .addN(rollOutMicro(used, layout, shaping, 1, teacherForcing(children)).map((made) => made.entropy))
        .dataSync()[0] ?? NaN;
    const gradients = reinforceGradients(microReference(space, shaping), parameters, children, [0], 1);
    const moved = Object.fromEntries(
      parameterNames.map((name) => [name, tf.sub(parameters[name], tf.mul(0.05, gradients[name]))]),
    ) as unknown as ControllerParameters;
    expect(entropy(moved)).toBeGreaterThan(entropy(parameters));
  });
});
