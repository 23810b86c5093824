import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, test } from 'vitest';
import { Separable, type SeparableForm, type StackParameters } from '../../../src/engine/layers/separable.ts';
import { GradientGather } from '../../../src/engine/layers/sum.ts';
import { mapQuads, type Maps } from '../../../src/engine/shape.ts';
import { windowMaps } from '../../../src/engine/kernels/window.ts';
import { normalised } from './normalised.ts';
import { expectClose, mapShape, normalise, Rig, type TilesName } from './rig.ts';

beforeAll(() => tf.setBackend('cpu'));

type Four = tf.Tensor4D;

function oracle(x: tf.Tensor, stride: 1 | 2, stacks: readonly (readonly tf.Tensor[])[]): tf.Tensor {
  return stacks.reduce((maps, [depthwise, pointwise, scale, offset], stack) => {
    const size = (depthwise as tf.Tensor).shape[0];
    const channels = maps.shape[3] as number;
    const filter = tf.reshape<tf.Rank.R4>(depthwise as tf.Tensor, [size, size, channels, 1]);
    const filtered = tf.depthwiseConv2d(tf.relu(maps) as Four, filter, stack === 0 ? stride : 1, 'same');
    const matrix = tf.reshape<tf.Rank.R4>(pointwise as tf.Tensor, [1, 1, channels, channels]);
    return normalise(tf.conv2d(filtered, matrix, 1, 'same'), scale as tf.Tensor, offset as tf.Tensor);
  }, x);
}

interface Case {
  readonly maps: Maps;
  /** Kernel of each use; uses of one size share their parameters. */
  readonly uses: readonly (3 | 5)[];
  readonly tiles: TilesName;
  readonly form: SeparableForm;
}

const twice: SeparableForm = { stacks: 2, stride: 1 };
const cases: Case[] = [
  { maps: { batch: 1, height: 5, width: 7, channels: 4 }, uses: [3], tiles: 'software', form: twice },
  { maps: { batch: 2, height: 3, width: 11, channels: 8 }, uses: [5], tiles: 'software', form: twice },
  { maps: { batch: 3, height: 4, width: 15, channels: 8 }, uses: [3, 5, 5, 3, 5], tiles: 'software', form: twice },
  { maps: { batch: 1, height: 1, width: 1, channels: 4 }, uses: [5], tiles: 'software', form: twice },
  { maps: { batch: 3, height: 5, width: 7, channels: 8 }, uses: [5, 3], tiles: 'hardware', form: twice },
  {
    maps: { batch: 2, height: 7, width: 9, channels: 4 },
    uses: [3, 5],
    tiles: 'software',
    form: { stacks: 2, stride: 2 },
  },
  {
    maps: { batch: 1, height: 8, width: 18, channels: 8 },
    uses: [5, 3],
    tiles: 'hardware',
    form: { stacks: 2, stride: 2 },
  },
  {
    maps: { batch: 2, height: 5, width: 7, channels: 8 },
    uses: [5, 3],
    tiles: 'software',
    form: { stacks: 1, stride: 1 },
  },
  {
    maps: { batch: 2, height: 6, width: 11, channels: 4 },
    uses: [3],
    tiles: 'hardware',
    form: { stacks: 1, stride: 2 },
  },
];

describe.each(cases)(
  '$form.stacks stacks/$form.stride, $maps.batch×$maps.height×$maps.width×$maps.channels, $tiles tiles',
  (one) => {
    test('has the outputs and every gradient of tfjs', async () => {
      const { maps, uses, form } = one;
      const outputMaps = windowMaps({ input: maps, size: 1, stride: form.stride });
      const rig = new Rig(one.tiles);
      const { channels } = maps;
      const stack = (size: number, which: number): StackParameters => ({
        depthwise: rig.parameter(`${size}/${which}/depthwise`, [size, size, channels]),
        pointwise: rig.parameter(`${size}/${which}/pointwise`, [channels, channels]),
        scale: rig.parameter(`${size}/${which}/scale`, [channels]),
        offset: rig.parameter(`${size}/${which}/offset`, [channels]),
      });
      const stacks = (size: number): StackParameters[] =>
        Array.from({ length: form.stacks }, (_, which) => stack(size, which));
      const bySize = { 3: stacks(3), 5: stacks(5) };
      const gradients = rig.gradients();
      const x = rig.tape.value('x', maps);
      const gather = new GradientGather(rig.tape, maps, 1, uses.length);
      const operation = new Separable(rig.tape, maps, [...new Set(uses)], uses.length, gradients, form);
      const slots = uses.map((size, use) => ({
        slot: Separable.slot(rig.tape, `use ${use}`, maps, size, form),
        upstream: rig.tape.arena.allocate('upstream', mapQuads(outputMaps)),
      }));
      const input = tf.tensor(rig.fill(x.at, 4 * mapQuads(maps)), mapShape(maps));
      const upstream = slots.map((slot) =>
        tf.tensor(rig.fill(slot.upstream, 4 * mapQuads(outputMaps)), mapShape(outputMaps)),
      );
      const z = (use: number): number => 1 - use / 4;

      const outcome = await rig.run(() => {
        gather.run(x);
        uses.forEach((size, use) => {
          const { slot, upstream: at } = slots[use] as (typeof slots)[number];
          operation.run(slot, size, x, bySize[size], { at, z: z(use) });
        });
      });

      const used = [3, 5].filter((size) => uses.includes(size as 3 | 5)) as (3 | 5)[];
      const parameters = used.flatMap((size) =>
        bySize[size].flatMap(({ depthwise, pointwise, scale, offset }) => [depthwise, pointwise, scale, offset]),
      );
      const outputs = (tensors: readonly tf.Tensor[]): tf.Tensor[] =>
        uses.map((size) => {
          const first = 1 + 4 * form.stacks * used.indexOf(size);
          const all = Array.from({ length: form.stacks }, (_, which) =>
            tensors.slice(first + 4 * which, first + 4 * which + 4),
          );
          return oracle(tensors[0] as tf.Tensor, form.stride, all);
        });
      const loss = (...tensors: tf.Tensor[]): tf.Tensor =>
        outputs(tensors)
          .map((y, use) => tf.mul(tf.sum(tf.mul(y, upstream[use] as tf.Tensor)), z(use)))
          .reduce((sum, term) => tf.add(sum, term));
      const tensors = [input, ...parameters.map((parameter) => rig.tensor(parameter))];
      const expected = tf.grads(loss)(tensors);

      for (const [use, y] of outputs(tensors).entries()) {
        const { output } = (slots[use] as (typeof slots)[number]).slot;
        expectClose(normalised(outcome, output, outputMaps), y, `output of use ${use}`);
      }
      if (maps.height * maps.width * maps.batch > 1) {
        expectClose(outcome.maps(x.gradient, maps), expected[0] as tf.Tensor, 'gradient of x');
        parameters.forEach((parameter, i) =>
          expectClose(outcome.gradient(parameter), expected[i + 1] as tf.Tensor, parameter.key),
        );
      }
    });
  },
);
