import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { reductionMaps } from '../../../src/engine/kernels/reduction.ts';
import { Reduction } from '../../../src/engine/layers/reduction.ts';
import { GradientGather } from '../../../src/engine/layers/sum.ts';
import { mapQuads } from '../../../src/engine/shape.ts';
import { normalised } from './normalised.ts';
import { expectClose, mapShape, normalise, Rig, type TilesName } from './rig.ts';

beforeAll(() => tf.setBackend('cpu'));

/** The padded form of ENAS: even pixels, and those one further down and right. */
function paths(x: tf.Tensor, path0: tf.Tensor, path1: tf.Tensor): tf.Tensor {
  const shifted = tf.slice(
    tf.pad(x as tf.Tensor4D, [
      [0, 0],
      [0, 1],
      [0, 1],
      [0, 0],
    ]),
    [0, 1, 1, 0],
    x.shape,
  );
  const convolve = (maps: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
    tf.conv2d(maps as tf.Tensor4D, tf.reshape(filter, [1, 1, 4, 4]), 2, 'same');
  return tf.concat([convolve(x, path0), convolve(shifted, path1)], 3);
}

test.each<{ tiles: TilesName; height: number; width: number; relu: boolean }>([
  { tiles: 'software', height: 7, width: 5, relu: true },
  { tiles: 'hardware', height: 4, width: 6, relu: true },
  { tiles: 'software', height: 3, width: 6, relu: false },
])('reduces $height×$width maps like tfjs (ReLU $relu, $tiles tiles)', async ({ tiles, height, width, relu }) => {
  const input = { batch: 2, height, width, channels: 4 };
  const shape = { input, channels: 8, relu };
  const maps = reductionMaps(shape);
  const rig = new Rig(tiles);
  const parameters = [
    rig.parameter('path0', [4, 4]),
    rig.parameter('path1', [4, 4]),
    rig.parameter('scale', [8]),
    rig.parameter('offset', [8]),
  ] as const;
  const gradients = rig.gradients();
  const x = rig.tape.value('x', input);
  const gather = new GradientGather(rig.tape, input, 1, 1);
  const operation = new Reduction(rig.tape, shape, 1, gradients);
  const slot = Reduction.slot(rig.tape, 'reduction', shape);
  const xs = tf.tensor(rig.fill(x.at, 4 * mapQuads(input)), mapShape(input));
  const upstream = tf.tensor(rig.fill(slot.output.gradient, 4 * mapQuads(maps)), mapShape(maps));

  const outcome = await rig.run(() => {
    gather.run(x);
    const [path0, path1, scale, offset] = parameters;
    operation.run(slot, x, { paths: [path0, path1], scale, offset });
  });

  const output = (...[x, path0, path1, scale, offset]: tf.Tensor[]): tf.Tensor =>
    normalise(
      paths(relu ? tf.relu(x as tf.Tensor) : (x as tf.Tensor), path0 as tf.Tensor, path1 as tf.Tensor),
      scale as tf.Tensor,
      offset as tf.Tensor,
    );
  const tensors = [xs, ...parameters.map((parameter) => rig.tensor(parameter))];
  const expected = tf.grads((...all) => tf.sum(tf.mul(output(...all), upstream)))(tensors);
  expectClose(normalised(outcome, slot.output, maps), output(...tensors), 'output');
  expectClose(outcome.maps(x.gradient, input), expected[0] as tf.Tensor, 'x');
  parameters.forEach((parameter, i) =>
    expectClose(outcome.gradient(parameter), expected[i + 1] as tf.Tensor, parameter.key),
  );
});

test('refuses channels that are not whole vec4 a path', () => {
  const shape = { input: { batch: 1, height: 2, width: 2, channels: 4 }, channels: 4 };
  expect(() => new Reduction(new Rig('software').tape, shape, 1, null)).toThrow(RangeError);
});
