import { beforeAll, describe, expect, test } from 'vitest';
import { RandomStream } from '../../../src/math/random.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { averagePool } from '../../../src/supernet/reference/operations/average-pool.ts';
import { batchNorm } from '../../../src/supernet/reference/operations/batch-norm.ts';
import { calibrate } from '../../../src/supernet/reference/operations/calibration.ts';
import type { EdgeSite } from '../../../src/supernet/reference/operations/edge.ts';
import { head } from '../../../src/supernet/reference/operations/head.ts';
import { joinLooseEnds } from '../../../src/supernet/reference/operations/loose-ends.ts';
import { maxPool } from '../../../src/supernet/reference/operations/max-pool.ts';
import { factorisedReduction, reduce } from '../../../src/supernet/reference/operations/reduction.ts';
import { separable } from '../../../src/supernet/reference/operations/separable.ts';
import { stem } from '../../../src/supernet/reference/operations/stem.ts';
import type { Maps, Weights } from '../../../src/supernet/reference/operations/weights.ts';
import * as tf from '../../../src/supernet/reference/tf.ts';

const random = new RandomStream(21, 0);
const normals = (shape: number[]): tf.Tensor =>
  tf.tensor(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );
const maps = (side: number, channels: number, batch = 2): Maps => normals([batch, side, side, channels]) as Maps;
const site: EdgeSite = { layer: 0, block: 0, side: 0, input: 0, operation: 'sep3' };

const stackShapes = (stack: number, kernel: number): Record<string, number[]> => ({
  [`layer0/block0/x/input0/sep3/stack${stack}/depthwise`]: [kernel, kernel, 4, 1],
  [`layer0/block0/x/input0/sep3/stack${stack}/pointwise`]: [1, 1, 4, 4],
  [`layer0/block0/x/input0/sep3/stack${stack}/scale`]: [4],
  [`layer0/block0/x/input0/sep3/stack${stack}/offset`]: [4],
});
const normalisation = (prefix: string): Record<string, number[]> => ({
  [`${prefix}/scale`]: [4],
  [`${prefix}/offset`]: [4],
});

interface Case {
  readonly name: string;
  readonly input: readonly [side: number, channels: number];
  readonly shapes: Record<string, number[]>;
  readonly run: (x: Maps, weights: Weights) => tf.Tensor;
}
const cases: Case[] = [
  { name: 'average pool, odd side', input: [5, 4], shapes: {}, run: (x) => averagePool(x) },
  { name: 'average pool, side 1', input: [1, 4], shapes: {}, run: (x) => averagePool(x) },
  { name: 'max pool', input: [5, 4], shapes: {}, run: (x) => maxPool(x) },
  { name: 'batch-norm', input: [3, 4], shapes: normalisation('n'), run: (x, w) => batchNorm(x, w, 'n') },
  {
    name: 'separable convolution',
    input: [5, 4],
    shapes: { ...stackShapes(0, 3), ...stackShapes(1, 3) },
    run: (x, w) => separable(x, site, w),
  },
  {
    name: 'separable convolution 5×5 on a map smaller than its window',
    input: [2, 4],
    shapes: { ...stackShapes(0, 5), ...stackShapes(1, 5) },
    run: (x, w) => separable(x, site, w),
  },
  {
    name: 'calibration',
    input: [3, 6],
    shapes: { 'c/weights': [1, 1, 6, 4], ...normalisation('c') },
    run: (x, w) => calibrate(x, w, 'c'),
  },
  {
    name: 'factorised reduction, odd side',
    input: [7, 6],
    shapes: { 'r/path0': [1, 1, 6, 2], 'r/path1': [1, 1, 6, 2], ...normalisation('r') },
    run: (x, w) => reduce(x, w, 'r'),
  },
  {
    name: 'stem of patches that do not fit evenly',
    input: [7, 1],
    shapes: { 'stem/weights': [2, 2, 1, 4], ...normalisation('stem') },
    run: (x, w) => stem(x, { kind: 'patch2', kernel: 2, stride: 2, side: 4, channels: 4 }, w),
  },
  {
    name: 'loose ends',
    input: [3, 4],
    shapes: { 'layer0/output/node1': [4, 4], 'layer0/output/node2': [4, 4], ...normalisation('layer0/output') },
    run: (x, w) =>
      joinLooseEnds(
        [
          { node: 1, maps: x },
          { node: 2, maps: tf.mul<Maps>(x, -2) },
        ],
        0,
        w,
      ),
  },
  { name: 'head', input: [3, 4], shapes: { 'classifier/weights': [4, 3] }, run: (x, w) => head(x, w) },
];

beforeAll(async () => {
  await openBackend('webgpu');
});

/** Small, so that hardly any ReLU or maximum changes sides in between. */
const STEP = 5e-4;

describe('gradients along random directions agree with central differences', () => {
  test.each(cases)('$name', async ({ input: [side, channels], shapes, run }) => {
    const keys = Object.keys(shapes);
    const at = [maps(side, channels), ...Object.values(shapes).map(normals)];
    const directions = at.map(({ shape }) => normals(shape));
    const output = (xs: readonly tf.Tensor[]): tf.Tensor =>
      run(xs[0] as Maps, (key) => xs[keys.indexOf(key) + 1] as tf.Tensor);
    const reading = normals(output(at).shape);
    const gradients = tf.grads((...xs: tf.Tensor[]) => tf.sum(tf.mul(output(xs), reading)))(at);
    for (const [which, direction] of directions.entries()) {
      const moved = (by: number): tf.Tensor =>
        output(at.map((x, index) => (index === which ? tf.add(x, tf.mul(direction, by)) : x)));
      const difference = tf.div(tf.sub(moved(STEP), moved(-STEP)), 2 * STEP);
      const [slope = NaN] = await tf.sum(tf.mul(gradients[which] as tf.Tensor, direction)).data();
      const [expected = NaN] = await tf.sum(tf.mul(difference, reading)).data();
      expect(Math.abs(slope - expected) / (Math.sqrt(direction.size) + Math.abs(expected))).toBeLessThan(3e-3);
    }
  });
});

describe('3×3 average pool', () => {
  test('means the pixels that exist, and sends back to each pixel its share of every window', async () => {
    const x = tf.ones<tf.Rank.R4>([1, 3, 3, 1]);
    expect([...(await averagePool(x).data())].every((value) => Math.abs(value - 1) < 1e-6)).toBe(true);
    const gradient = tf.grad((input) => tf.sum(averagePool(input as Maps)))(x);
    const corner = 1 / 4 + 2 / 6 + 1 / 9;
    const edge = 2 / 4 + 3 / 6 + 1 / 9;
    const centre = 4 / 4 + 4 / 6 + 1 / 9;
    const expected = [corner, edge, corner, edge, centre, edge, corner, edge, corner];
    for (const [at, value] of (await gradient.data()).entries()) expect(value).toBeCloseTo(expected[at] ?? NaN, 5);
  });
});

describe('3×3 max pool', () => {
  test('where all pixels tie, each window sends its gradient to exactly one of them', async () => {
    const gradient = await tf
      .grad((x) => tf.sum(maxPool(x as Maps)))(tf.ones([1, 5, 5, 1]))
      .data();
    expect([...gradient].reduce((sum, value) => sum + value, 0)).toBeCloseTo(25, 5);
    for (const value of gradient) expect(value).toBe(Math.round(value));
  });

  test('stacked pools, whose second input ties everywhere, keep the sum of the gradient', async () => {
    const x = maps(6, 2);
    const dy = normals([2, 6, 6, 2]);
    const twice = (input: tf.Tensor): tf.Scalar => tf.sum(tf.mul(maxPool(maxPool(input as Maps)), dy));
    const [sent = NaN] = await tf.sum(tf.grad(twice)(x)).data();
    const [given = NaN] = await tf.sum(dy).data();
    expect(sent).toBeCloseTo(given, 3);
  });

  test('padding never wins, not even over negative pixels', async () => {
    const pooled = await maxPool(tf.fill([1, 3, 3, 1], -5)).data();
    expect([...pooled]).toEqual(new Array(9).fill(-5));
  });
});

describe('factorised reduction (methods/enas section 9, answer 12)', () => {
  test('7 × 7 becomes 4 × 4: every other pixel, beside every other pixel shifted by (1, 1) over zeros', async () => {
    const x = tf.reshape<tf.Rank.R4>(tf.range(1, 50), [1, 7, 7, 1]);
    const one = tf.ones<tf.Rank.R4>([1, 1, 1, 1]);
    const reduced = factorisedReduction(x, one, one);
    expect(reduced.shape).toEqual([1, 4, 4, 2]);
    const values = await reduced.data();
    const pixel = (row: number, column: number): number => (row < 7 && column < 7 ? 1 + row * 7 + column : 0);
    for (let at = 0; at < 16; at++) {
      const [row, column] = [2 * Math.floor(at / 4), 2 * (at % 4)];
      expect(values[2 * at]).toBe(pixel(row, column));
      expect(values[2 * at + 1]).toBe(pixel(row + 1, column + 1));
    }
  });

  test('an even side is halved', () => {
    const one = tf.ones<tf.Rank.R4>([1, 1, 1, 1]);
    expect(factorisedReduction(maps(6, 1), one, one).shape).toEqual([2, 3, 3, 2]);
  });
});

test('batch-norm makes each channel of the batch mean 0 and variance 1', async () => {
  const ones = (key: string): tf.Tensor => (key.endsWith('scale') ? tf.ones([4]) : tf.zeros([4]));
  const { mean, variance } = tf.moments(batchNorm(tf.add<Maps>(tf.mul(maps(4, 4), 3), 7), ones, 'n'), [0, 1, 2]);
  for (const value of await mean.data()) expect(value).toBeCloseTo(0, 4);
  for (const value of await variance.data()) expect(value).toBeCloseTo(1, 3);
});

test('a cell has the same shape however many ends are loose (answer 11)', () => {
  const weights = (key: string): tf.Tensor => (key.includes('node') ? normals([4, 4]) : normals([4]));
  for (const count of [1, 2, 5]) {
    const looseEnds = Array.from({ length: count }, (_, node) => ({ node, maps: maps(3, 4) }));
    expect(joinLooseEnds(looseEnds, 0, weights).shape).toEqual([2, 3, 3, 4]);
  }
});
