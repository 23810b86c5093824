import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { JoinedPointwise } from '../../../src/engine/layers/joined-pointwise.ts';
import { GradientGather } from '../../../src/engine/layers/sum.ts';
import { normalised } from './normalised.ts';
import { expectClose, mapShape, normalise, Rig, type TilesName } from './rig.ts';
import { mapQuads } from '../../../src/engine/shape.ts';

beforeAll(() => tf.setBackend('cpu'));

test.each<{ tiles: TilesName; inputs: number; width: number }>([
  { tiles: 'software', inputs: 12, width: 5 },
  { tiles: 'hardware', inputs: 8, width: 7 },
])('joins one to three maps like tfjs ($tiles tiles, $inputs channels)', async ({ tiles, inputs, width }) => {
  const maps = { batch: 2, height: 3, width, channels: 8 };
  const inputMaps = { ...maps, channels: inputs };
  const uses = [[0], [0, 1, 2]];
  const rig = new Rig(tiles);
  const weights = [0, 1, 2].map((source) => rig.parameter(`node${source}`, [inputs, 8]));
  const norm = { scale: rig.parameter('scale', [8]), offset: rig.parameter('offset', [8]) };
  const gradients = rig.gradients();
  const xs = [0, 1, 2].map((source) => rig.tape.value(`x${source}`, inputMaps));
  const gather = new GradientGather(rig.tape, inputMaps, 3, 8);
  const operation = new JoinedPointwise(rig.tape, inputs, maps, 2, 4, gradients);
  const slots = uses.map((sources, use) => JoinedPointwise.slot(rig.tape, `use ${use}`, inputs, maps, sources.length));
  const inputsOf = xs.map((x) => tf.tensor(rig.fill(x.at, 4 * mapQuads(inputMaps)), mapShape(inputMaps)));
  const upstream = slots.map(({ output }) => tf.tensor(rig.fill(output.gradient, 4 * mapQuads(maps)), mapShape(maps)));

  const outcome = await rig.run(() => {
    for (const x of xs) gather.run(x);
    uses.forEach((sources, use) => {
      const joined = sources.map((source) => ({
        x: xs[source] as (typeof xs)[0],
        weights: weights[source] as (typeof weights)[0],
      }));
      operation.run(slots[use] as (typeof slots)[0], joined, norm);
    });
  });

  const outputs = (tensors: readonly tf.Tensor[]): tf.Tensor[] =>
    uses.map((sources) => {
      const joined = tf.concat(
        sources.map((source) => tensors[source] as tf.Tensor),
        3,
      ) as tf.Tensor4D;
      const rows = tf.concat(
        sources.map((source) => tensors[3 + source] as tf.Tensor),
        0,
      );
      const filter = tf.reshape<tf.Rank.R4>(rows, [1, 1, -1, 8]);
      return normalise(tf.conv2d(tf.relu(joined), filter, 1, 'same'), tensors[6] as tf.Tensor, tensors[7] as tf.Tensor);
    });
  const parameters = [...weights, norm.scale, norm.offset];
  const tensors = [...inputsOf, ...parameters.map((parameter) => rig.tensor(parameter))];
  const loss = (...all: tf.Tensor[]): tf.Tensor =>
    tf.addN(outputs(all).map((y, use) => tf.sum(tf.mul(y, upstream[use] as tf.Tensor))));
  const expected = tf.grads(loss)(tensors);
  outputs(tensors).forEach((y, use) => {
    expectClose(normalised(outcome, (slots[use] as (typeof slots)[0]).output, maps), y, `output of use ${use}`);
  });
  xs.forEach((x, i) => expectClose(outcome.maps(x.gradient, inputMaps), expected[i] as tf.Tensor, `x${i}`));
  parameters.forEach((parameter, i) =>
    expectClose(outcome.gradient(parameter), expected[3 + i] as tf.Tensor, parameter.key),
  );
  expect(outcome.dispatches).toBeGreaterThan(0);
});
