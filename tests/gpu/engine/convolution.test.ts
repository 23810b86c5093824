import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ConvolutionShape, convolutionMaps } from '../../../src/engine/kernels/convolution.ts';
import { Convolution } from '../../../src/engine/layers/convolution.ts';
import { GradientGather } from '../../../src/engine/layers/sum.ts';
import { mapQuads } from '../../../src/engine/shape.ts';
import { normalised } from './normalised.ts';
import { expectClose, mapShape, normalise, Rig, type TilesName } from './rig.ts';

beforeAll(() => tf.setBackend('cpu'));

interface Case {
  readonly tiles: TilesName;
  readonly size: number;
  readonly stride: 1 | 2;
  readonly relu: boolean;
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly from: number;
  readonly to: number;
}

const cases: Case[] = [
  { tiles: 'software', size: 3, stride: 1, relu: true, batch: 2, height: 5, width: 7, from: 8, to: 8 },
  { tiles: 'software', size: 5, stride: 1, relu: true, batch: 1, height: 4, width: 15, from: 4, to: 12 },
  { tiles: 'hardware', size: 3, stride: 1, relu: true, batch: 2, height: 6, width: 9, from: 12, to: 4 },
  { tiles: 'hardware', size: 5, stride: 1, relu: false, batch: 2, height: 3, width: 2, from: 4, to: 4 },
  { tiles: 'software', size: 1, stride: 1, relu: false, batch: 2, height: 3, width: 15, from: 12, to: 8 },
  { tiles: 'software', size: 3, stride: 2, relu: true, batch: 2, height: 7, width: 17, from: 8, to: 4 },
  { tiles: 'hardware', size: 5, stride: 2, relu: true, batch: 1, height: 6, width: 18, from: 4, to: 8 },
  { tiles: 'hardware', size: 3, stride: 2, relu: false, batch: 2, height: 4, width: 11, from: 4, to: 8 },
  { tiles: 'software', size: 1, stride: 2, relu: true, batch: 1, height: 5, width: 6, from: 8, to: 8 },
];

describe.each(cases)('$size×$size/$stride, $batch×$height×$width×$from→$to, ReLU $relu, $tiles tiles', (one) => {
  test('has the outputs and every gradient of tfjs', async () => {
    const { batch, height, width, size, stride, relu, from, to } = one;
    const shape: ConvolutionShape = {
      input: { batch, height, width, channels: from },
      channels: to,
      size,
      stride,
      relu,
    };
    const maps = convolutionMaps(shape);
    const rig = new Rig(one.tiles);
    const weights = rig.parameter('weights', [size, size, from, to]);
    const norm = { scale: rig.parameter('scale', [to]), offset: rig.parameter('offset', [to]) };
    const gradients = rig.gradients();
    const x = rig.tape.value('x', shape.input);
    const gather = new GradientGather(rig.tape, shape.input, 1, 2);
    const operation = new Convolution(rig.tape, shape, 2, gradients);
    // Two children share the weights; the second's gradient lies elsewhere and counts less.
    const slots = [0, 1].map((use) => Convolution.slot(rig.tape, `use ${use}`, shape));
    const elsewhere = rig.tape.arena.allocate('upstream', mapQuads(maps));
    const inputs = tf.tensor(rig.fill(x.at, 4 * mapQuads(shape.input)), mapShape(shape.input));
    const [first, second] = slots as [(typeof slots)[0], (typeof slots)[0]];
    const upstream = [first.output.gradient, elsewhere].map((at) =>
      tf.tensor(rig.fill(at, 4 * mapQuads(maps)), mapShape(maps)),
    );

    const outcome = await rig.run(() => {
      gather.run(x);
      operation.run(first, x, { weights, ...norm });
      operation.run(second, x, { weights, ...norm }, { at: elsewhere, z: 0.5 });
    });

    const output = (...[maps, filter, scale, offset]: tf.Tensor[]): tf.Tensor => {
      const read = relu ? tf.relu(maps as tf.Tensor) : (maps as tf.Tensor);
      const convolved = tf.conv2d(read as tf.Tensor4D, filter as tf.Tensor4D, stride, 'same');
      return normalise(convolved, scale as tf.Tensor, offset as tf.Tensor);
    };
    const tensors = [inputs, ...[weights, norm.scale, norm.offset].map((parameter) => rig.tensor(parameter))];
    const [dy0, dy1] = upstream as [tf.Tensor, tf.Tensor];
    const dy = tf.add(dy0, tf.mul(dy1, 0.5));
    const expected = tf.grads((...all) => tf.sum(tf.mul(output(...all), dy)))(tensors);
    for (const slot of slots) expectClose(normalised(outcome, slot.output, maps), output(...tensors), 'output');
    expectClose(outcome.maps(x.gradient, shape.input), expected[0] as tf.Tensor, 'x');
    [weights, norm.scale, norm.offset].forEach((parameter, i) =>
      expectClose(outcome.gradient(parameter), expected[i + 1] as tf.Tensor, parameter.key),
    );
  });
});

test('refuses channels that are not whole vec4, saying so', () => {
  const input = { batch: 1, height: 2, width: 2, channels: 6 };
  const shape: ConvolutionShape = { input, channels: 8, size: 3, stride: 1, relu: true };
  expect(() => new Convolution(new Rig('software').tape, shape, 1, null)).toThrow('multiple of 4, got 6');
  const outputs = { ...shape, input: { ...input, channels: 8 }, channels: 10 };
  expect(() => new Convolution(new Rig('software').tape, outputs, 1, null)).toThrow('multiple of 4, got 10');
});
