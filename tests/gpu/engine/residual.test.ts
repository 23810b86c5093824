import * as tf from '@tensorflow/tfjs';
import { beforeAll, test } from 'vitest';
import { Convolution } from '../../../src/engine/layers/convolution.ts';
import type { ConvolutionShape } from '../../../src/engine/kernels/convolution.ts';
import { AveragePool, MaxPool, poolSlot } from '../../../src/engine/layers/pool.ts';
import { ResidualSum } from '../../../src/engine/layers/residual.ts';
import { Separable } from '../../../src/engine/layers/separable.ts';
import { GradientGather } from '../../../src/engine/layers/sum.ts';
import { mapQuads } from '../../../src/engine/shape.ts';
import { normalised } from './normalised.ts';
import { averagePool, expectClose, mapShape, maxPool, normalise, Rig, type TilesName } from './rig.ts';

beforeAll(() => tf.setBackend('cpu'));

type Four = tf.Tensor4D;
type Main = 'dense' | 'separable' | 'average' | 'max';

const maps = { batch: 2, height: 5, width: 7, channels: 8 };

/** A whole macro layer (methods/enas 3.3): 1×1 convolution, an operation, the sum with two skips or with none. */
test.each<{ tiles: TilesName; main: Main; first: boolean }>([
  { tiles: 'software', main: 'dense', first: false },
  { tiles: 'hardware', main: 'separable', first: false },
  { tiles: 'software', main: 'average', first: false },
  { tiles: 'hardware', main: 'max', first: true },
  { tiles: 'software', main: 'separable', first: true },
])('a layer of $main is that of tfjs (first: $first, $tiles tiles)', async ({ tiles, main, first }) => {
  const rig = new Rig(tiles);
  const { tape } = rig;
  const norm = (name: string) => ({
    scale: rig.parameter(`${name}/scale`, [8]),
    offset: rig.parameter(`${name}/offset`, [8]),
  });
  const entry = { weights: rig.parameter('entry', [1, 1, 8, 8]), ...norm('entry') };
  const dense = { weights: rig.parameter('dense', [3, 3, 8, 8]), ...norm('dense') };
  const stack = {
    depthwise: rig.parameter('depthwise', [3, 3, 8]),
    pointwise: rig.parameter('pointwise', [8, 8]),
    ...norm('separable'),
  };
  const last = norm('sum');
  const gradients = rig.gradients();
  const entryShape: ConvolutionShape = { input: maps, channels: 8, size: 1, stride: 1, relu: false };
  const denseShape: ConvolutionShape = { input: maps, channels: 8, size: 3, stride: 1, relu: true };
  const form = { stacks: 1, stride: 1 } as const;
  const poolForm = { stride: 1, relu: true } as const;

  const xs = [0, 1, 2].map((node) => tape.value(`x${node}`, maps));
  const gather = new GradientGather(tape, maps, 3, 3);
  const entries = new Convolution(tape, entryShape, 1, gradients);
  const entryGather = new GradientGather(tape, maps, 1, 1);
  const [convolution, separable] = [
    new Convolution(tape, denseShape, 1, gradients),
    new Separable(tape, maps, [3], 1, gradients, form),
  ];
  const [average, max] = [new AveragePool(tape, maps, 1, poolForm), new MaxPool(tape, maps, 1, poolForm)];
  const sums = new ResidualSum(tape, maps, 1, 2, !first, gradients);
  const [entered, convolved] = [
    Convolution.slot(tape, 'entry', entryShape),
    Convolution.slot(tape, 'dense', denseShape),
  ];
  const [separated, pooled] = [Separable.slot(tape, 'sep', maps, 3, form), poolSlot(tape, 'pool', maps, poolForm)];
  const slot = ResidualSum.slot(tape, 'sum', maps, !first);
  const inputs = xs.map((x) => tf.tensor(rig.fill(x.at, 4 * mapQuads(maps)), mapShape(maps)));
  const upstream = tf.tensor(rig.fill(slot.output.gradient, 4 * mapQuads(maps)), mapShape(maps));
  const skips = first ? [] : xs.slice(1);

  const outcome = await rig.run(() => {
    const x = entered.output;
    const gradient = { at: slot.mainGradient, z: 1 };
    for (const one of xs) gather.run(one);
    entries.run(entered, xs[0] as (typeof xs)[0], entry);
    entryGather.run(x);
    if (main === 'dense') convolution.run(convolved, x, dense, gradient);
    if (main === 'separable') separable.run(separated, 3, x, [stack], gradient);
    if (main === 'average') average.run(pooled, x, gradient);
    if (main === 'max') max.run(pooled, x, gradient);
    const branch = { dense: convolved.output, separable: separated.output, average: pooled.output, max: pooled.output };
    sums.run(slot, branch[main], skips, first ? null : last);
  });

  const entryKeys = [entry.weights, entry.scale, entry.offset];
  const mainKeys = {
    dense: [dense.weights, dense.scale, dense.offset],
    separable: [stack.depthwise, stack.pointwise, stack.scale, stack.offset],
    average: [],
    max: [],
  }[main];
  const parameters = [...entryKeys, ...mainKeys, ...(first ? [] : [last.scale, last.offset])];
  const convolve = (x: tf.Tensor, filter: tf.Tensor): tf.Tensor => tf.conv2d(x as Four, filter as Four, 1, 'same');
  const works: Record<Main, (x: tf.Tensor, weights: tf.Tensor[]) => tf.Tensor> = {
    dense: (x, [filter, scale, offset]) =>
      normalise(convolve(x, filter as tf.Tensor), scale as tf.Tensor, offset as tf.Tensor),
    separable: (x, [depthwise, pointwise, scale, offset]) => {
      const filter = tf.reshape<tf.Rank.R4>(depthwise as tf.Tensor, [3, 3, 8, 1]);
      const filtered = tf.depthwiseConv2d(x as Four, filter, 1, 'same');
      const mixed = convolve(filtered, tf.reshape(pointwise as tf.Tensor, [1, 1, 8, 8]));
      return normalise(mixed, scale as tf.Tensor, offset as tf.Tensor);
    },
    average: (x) => averagePool(x, 1),
    max: (x) => maxPool(x, 1),
  };
  const output = (...all: tf.Tensor[]): tf.Tensor => {
    const [x0, x1, x2, filter, scale, offset, ...others] = all as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      ...tf.Tensor[],
    ];
    const read = tf.relu(normalise(convolve(x0, filter), scale, offset));
    const branch = tf.relu(works[main](read, others.slice(0, mainKeys.length)));
    // Every argument has a path to the output, as the gradient of tfjs demands.
    if (first) return tf.add(branch, tf.mul(tf.add(x1, x2), 0));
    const [gain, shift] = others.slice(mainKeys.length) as [tf.Tensor, tf.Tensor];
    return normalise(tf.addN([branch, x1, x2]), gain, shift);
  };
  const tensors = [...inputs, ...parameters.map((parameter) => rig.tensor(parameter))];
  const expected = tf.grads((...all) => tf.sum(tf.mul(output(...all), upstream)))(tensors);
  expectClose(normalised(outcome, slot.output, maps), output(...tensors), 'output');
  xs.slice(0, skips.length + 1).forEach((x, i) =>
    expectClose(outcome.maps(x.gradient, maps), expected[i] as tf.Tensor, `x${i}`),
  );
  parameters.forEach((parameter, i) =>
    expectClose(outcome.gradient(parameter), expected[3 + i] as tf.Tensor, parameter.key),
  );
});
