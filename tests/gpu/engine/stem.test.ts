import * as tf from '@tensorflow/tfjs';
import { beforeAll, test } from 'vitest';
import { Stem } from '../../../src/engine/layers/stem.ts';
import { stemMaps } from '../../../src/engine/kernels/stem.ts';
import { mapQuads } from '../../../src/engine/shape.ts';
import { normalised } from './normalised.ts';
import { expectClose, mapShape, normalise, Rig, type TilesName } from './rig.ts';

beforeAll(() => tf.setBackend('cpu'));

test.each<{ tiles: TilesName; kernel: number; stride: number; imageSide: number }>([
  { tiles: 'software', kernel: 3, stride: 1, imageSide: 7 },
  { tiles: 'software', kernel: 2, stride: 2, imageSide: 7 },
  { tiles: 'software', kernel: 4, stride: 4, imageSide: 14 },
  { tiles: 'hardware', kernel: 3, stride: 1, imageSide: 5 },
])('stem $kernel/$stride on $imageSide pixels like tfjs ($tiles tiles)', async ({ tiles, ...geometry }) => {
  const { kernel, stride, imageSide } = geometry;
  const shape = { ...geometry, batch: 3, channels: 12 };
  const maps = stemMaps(shape);
  const rig = new Rig(tiles);
  const weights = rig.parameter('weights', [kernel, kernel, 1, 12]);
  const [scale, offset] = [rig.parameter('scale', [12]), rig.parameter('offset', [12])];
  const operation = new Stem(rig.tape, shape, 1, rig.gradients());
  const slot = Stem.slot(rig.tape, 'stem', shape);
  const pixels = 3 * imageSide ** 2;
  const images = rig.tape.arena.allocate('images', Math.ceil(pixels / 4));
  const xs = tf.tensor4d(rig.fill(images, pixels), [3, imageSide, imageSide, 1]);
  const upstream = tf.tensor(rig.fill(slot.output.gradient, 4 * mapQuads(maps)), mapShape(maps));

  const outcome = await rig.run(() => operation.run(slot, images, { weights, scale, offset }));

  const output = (...[filter, gain, shift]: tf.Tensor[]): tf.Tensor =>
    normalise(tf.conv2d(xs, filter as tf.Tensor4D, stride, 'same'), gain as tf.Tensor, shift as tf.Tensor);
  const parameters = [weights, scale, offset];
  const tensors = parameters.map((parameter) => rig.tensor(parameter));
  const expected = tf.grads((...all) => tf.sum(tf.mul(output(...all), upstream)))(tensors);
  expectClose(normalised(outcome, slot.output, maps), output(...tensors), 'output');
  parameters.forEach((parameter, i) =>
    expectClose(outcome.gradient(parameter), expected[i] as tf.Tensor, parameter.key),
  );
});
