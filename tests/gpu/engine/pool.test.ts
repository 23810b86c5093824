import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { AveragePool, MaxPool, type PoolForm, poolSlot } from '../../../src/engine/layers/pool.ts';
import { GradientGather } from '../../../src/engine/layers/sum.ts';
import { mapQuads, type Maps } from '../../../src/engine/shape.ts';
import { windowMaps } from '../../../src/engine/kernels/window.ts';
import { averagePool, expectClose, mapShape, maxPool, Rig, type TilesName } from './rig.ts';

beforeAll(() => tf.setBackend('cpu'));

test.each<{ tiles: TilesName; maps: Maps; form: PoolForm }>([
  { tiles: 'software', maps: { batch: 1, height: 5, width: 7, channels: 4 }, form: { stride: 1, relu: false } },
  { tiles: 'software', maps: { batch: 2, height: 3, width: 17, channels: 8 }, form: { stride: 1, relu: false } },
  { tiles: 'hardware', maps: { batch: 2, height: 1, width: 7, channels: 4 }, form: { stride: 1, relu: false } },
  { tiles: 'software', maps: { batch: 2, height: 4, width: 6, channels: 4 }, form: { stride: 1, relu: true } },
  { tiles: 'software', maps: { batch: 2, height: 7, width: 31, channels: 4 }, form: { stride: 2, relu: false } },
  { tiles: 'hardware', maps: { batch: 1, height: 6, width: 10, channels: 8 }, form: { stride: 2, relu: true } },
])('pools $maps.height×$maps.width maps like tfjs ($form, $tiles tiles)', async ({ tiles, maps, form }) => {
  const { stride, relu } = form;
  const outputs = windowMaps({ input: maps, size: 3, stride });
  const rig = new Rig(tiles);
  const count = 4 * mapQuads(maps);
  const inputs = [rig.tape.value('x of average', maps), rig.tape.value('x of max', maps)] as const;
  const gather = new GradientGather(rig.tape, maps, 2, 2);
  const average = new AveragePool(rig.tape, maps, 1, form);
  const max = new MaxPool(rig.tape, maps, 1, form);
  const slots = inputs.map((_, i) => ({
    slot: poolSlot(rig.tape, `pool ${i}`, maps, form),
    upstream: rig.tape.arena.allocate('upstream', mapQuads(outputs)),
  }));
  const [first, second] = slots as [(typeof slots)[0], (typeof slots)[0]];
  const xs = inputs.map((x) => tf.tensor(rig.fill(x.at, count), mapShape(maps)));
  const upstream = slots.map((slot) => tf.tensor(rig.fill(slot.upstream, 4 * mapQuads(outputs)), mapShape(outputs)));
  rig.parameter('unused', [4]);

  const outcome = await rig.run(() => {
    for (const x of inputs) gather.run(x);
    average.run(first.slot, inputs[0], { at: first.upstream, z: 1 });
    max.run(second.slot, inputs[1], { at: second.upstream, z: 0.5 });
  });

  const [dy0, dy1] = upstream as [tf.Tensor, tf.Tensor];
  const [x0, x1] = xs as [tf.Tensor, tf.Tensor];
  const read = (x: tf.Tensor): tf.Tensor => (relu ? tf.relu(x) : x);
  const averaged = (x: tf.Tensor): tf.Tensor => averagePool(read(x), stride);
  const largest = (x: tf.Tensor): tf.Tensor => maxPool(read(x), stride);
  expectClose(outcome.maps(first.slot.output.at, outputs), averaged(x0), 'average');
  expectClose(outcome.maps(second.slot.output.at, outputs), largest(x1), 'max');
  expectClose(outcome.maps(inputs[0].gradient, maps), tf.grad(averaged)(x0, dy0), 'gradient of average');
  expectClose(outcome.maps(inputs[1].gradient, maps), tf.mul(tf.grad(largest)(x1, dy1), 0.5), 'gradient of max');
});

test('max pool sends the gradient of tied cells to the first of each window', async () => {
  const maps = { batch: 1, height: 1, width: 3, channels: 4 };
  const rig = new Rig('software');
  const x = rig.tape.value('x', maps);
  const gather = new GradientGather(rig.tape, maps, 1, 1);
  const max = new MaxPool(rig.tape, maps, 1);
  const slot = poolSlot(rig.tape, 'pool', maps);
  const upstream = rig.tape.arena.allocate('upstream', mapQuads(maps));
  rig.put(x.at, new Float32Array(12).fill(7));
  rig.put(upstream, new Float32Array(12).fill(1));
  rig.parameter('unused', [4]);
  const outcome = await rig.run(() => {
    gather.run(x);
    max.run(slot, x, { at: upstream, z: 1 });
  });
  const column = (i: number): number => outcome.maps(x.gradient, maps)[4 * i] as number;
  expect([column(0), column(1), column(2)]).toEqual([2, 1, 0]);
});
