import { expect, test } from 'vitest';
import { RandomStream } from '../../../../src/math/random.ts';
import { createMicroSpace } from '../../../../src/space/micro/micro.ts';
import { openBackend } from '../../../../src/supernet/reference/backend.ts';
import { rows, tinyConfig, tinySupernet } from '../synthetic.ts';
import { tinyEngine } from './engine.ts';

const batch = rows('validation', 0, 6);
const config = { ...tinyConfig, nodes: 2, operations: ['sep3', 'avg3', 'max3', 'identity'] as const };
const space = createMicroSpace(config);

test('loss and dL/dz are those of the reference, and the weights stay', async () => {
  await openBackend('cpu');
  const random = new RandomStream(6, 0);
  const z = space.graphs.map(({ candidates }) => Float32Array.from(candidates, () => random.uniform() / 3));
  const [engine, reference] = [await tinyEngine({ config }), tinySupernet({ config })];
  const before = (await engine.snapshot()).weights;
  const [actual, expected] = await Promise.all([engine, reference].map((net) => net.mixedGradient(batch, z)));
  expect(actual?.loss).toBeCloseTo(expected?.loss ?? NaN, 4);
  expect(actual?.accuracy).toBeCloseTo(expected?.accuracy ?? NaN, 6);
  actual?.gradient.forEach((graph, g) => {
    expect(graph).toBeCloseInL2(expected?.gradient[g] ?? [], 1e-4);
  });
  expect((await engine.snapshot()).weights).toEqual(before);
  engine.dispose();
  reference.dispose();
});
