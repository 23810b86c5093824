import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { Classifier } from '../../../src/engine/layers/classifier.ts';
import { GradientGather } from '../../../src/engine/layers/sum.ts';
import { mapQuads } from '../../../src/engine/shape.ts';
import { expectClose, mapShape, Rig } from './rig.ts';

beforeAll(() => tf.setBackend('cpu'));

test.each([1, 3])('names and learns like tfjs (batch %i)', async (batch) => {
  const maps = { batch, height: 3, width: 5, channels: 8 };
  const classes = 10;
  const children = 2;
  const rig = new Rig('software');
  const weights = rig.parameter('weights', [8, classes]);
  const gradients = rig.gradients();
  const xs = Array.from({ length: children }, (_, child) => rig.tape.value(`x${child}`, maps));
  const gather = new GradientGather(rig.tape, maps, children, children);
  const operation = new Classifier(rig.tape, maps, classes, children, gradients);
  const slots = xs.map((_, child) => Classifier.slot(rig.tape, `child ${child}`, maps, classes));
  const labels = rig.tape.arena.allocate('labels', 1);
  const inputs = xs.map((x) => tf.tensor(rig.fill(x.at, 4 * mapQuads(maps)), mapShape(maps)));
  const named = [3, 0, 9].slice(0, batch);
  rig.put(labels, Float32Array.of(...named, ...new Array<number>(4 - batch).fill(0)));

  const outcome = await rig.run(() => {
    xs.forEach((x, child) => {
      gather.run(x);
      operation.run(slots[child] as (typeof slots)[0], x, weights, labels, 1 / (batch * children));
    });
  });

  const logits = (x: tf.Tensor, w: tf.Tensor): tf.Tensor2D => tf.matMul(tf.mean(x, [1, 2]), w);
  const rows = (x: tf.Tensor, w: tf.Tensor): tf.Tensor =>
    tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits(x, w)), tf.oneHot(named, classes)), 1));
  const loss = (...[w, ...all]: tf.Tensor[]): tf.Tensor =>
    tf.mean(tf.stack(all.map((x) => tf.mean(rows(x, w as tf.Tensor)))));
  const filter = rig.tensor(weights);
  const expected = tf.grads(loss)([filter, ...inputs]);
  inputs.forEach((x, child) => {
    const { rows: at } = slots[child] as (typeof slots)[0];
    const left = outcome.at(at, 4 * batch);
    const best = [...tf.argMax(logits(x, filter), 1).dataSync()];
    expectClose(
      left.filter((_, i) => i % 4 === 0),
      rows(x, filter),
      'cross-entropy',
    );
    expect([...left.filter((_, i) => i % 4 === 1)]).toEqual(best.map((k, image) => (k === named[image] ? 1 : 0)));
    const { gradient } = xs[child] as (typeof xs)[0];
    expectClose(outcome.maps(gradient, maps), expected[child + 1] as tf.Tensor, `x${child}`);
  });
  expectClose(outcome.gradient(weights), expected[0] as tf.Tensor, 'weights');
});
