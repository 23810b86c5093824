import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { GradientGather, TermGradients, WeightedSum } from '../../../src/engine/layers/sum.ts';
import { mapQuads } from '../../../src/engine/shape.ts';
import { Totals } from '../../../src/engine/layers/totals.ts';
import { expectClose, mapShape, Rig, type TilesName } from './rig.ts';

beforeAll(() => tf.setBackend('cpu'));

test.each<TilesName>(['software', 'hardware'])(
  'sums with weights z and gives dL/dx and dL/dz (%s tiles)',
  async (tiles) => {
    const maps = { batch: 2, height: 3, width: 5, channels: 8 };
    const z = [0.25, -2, 1.5];
    const rig = new Rig(tiles);
    const xs = z.map((_, i) => rig.tape.value(`x${i}`, maps));
    const unread = rig.tape.value('unread', maps);
    const totals = new Totals(rig.tape, 'dL/dz', 3);
    const terms = new TermGradients(rig.tape, maps, 3, totals, 0);
    const gather = new GradientGather(rig.tape, maps, 4, 3);
    const sum = new WeightedSum(rig.tape, maps, 1, 3);
    const out = rig.tape.value('out', maps);
    const inputs = xs.map((x) => tf.tensor(rig.fill(x.at, 4 * mapQuads(maps)), mapShape(maps)));
    const upstream = tf.tensor(rig.fill(out.gradient, 4 * mapQuads(maps)), mapShape(maps));
    rig.put(unread.gradient, new Float32Array(4 * mapQuads(maps)).fill(3));
    rig.parameter('unused', [4]);

    const outcome = await rig.run(() => {
      gather.run(unread);
      xs.forEach((x, i) => {
        gather.run(x);
        x.contribute({ at: out.gradient, z: z[i] as number });
        terms.run(i, out.gradient, x);
      });
      sum.run(
        out,
        xs.map((tensor, i) => ({ tensor, z: z[i] as number })),
      );
    });

    const weighted = (...[weights, ...all]: tf.Tensor[]): tf.Tensor =>
      tf.addN(tf.unstack(weights as tf.Tensor).map((weight, i) => tf.mul(all[i] as tf.Tensor, weight)));
    const tensors = [tf.tensor1d(z), ...inputs];
    const expected = tf.grads((...all) => tf.sum(tf.mul(weighted(...all), upstream)))(tensors);
    expectClose(outcome.maps(out.at, maps), weighted(...tensors), 'sum');
    xs.forEach((x, i) => expectClose(outcome.maps(x.gradient, maps), expected[i + 1] as tf.Tensor, `x${i}`));
    const rows = outcome.at(totals.at, 12);
    const dz = Float32Array.from(z, (_, i) => rows.slice(4 * i, 4 * i + 4).reduce((total, lane) => total + lane));
    expectClose(dz, expected[0] as tf.Tensor, 'dL/dz');
    expect([...outcome.maps(unread.gradient, maps)].every((value) => value === 0)).toBe(true);
  },
);
