import { beforeEach, describe, expect, test } from 'vitest';
import { RandomStream } from '../../../src/math/random.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import { type Architecture, isChosen, type Space } from '../../../src/space/space.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { rows, tinyConfig, tinySupernet } from './synthetic.ts';

const batch = rows('validation', 0, 6);

beforeEach(async () => {
  await openBackend('cpu');
});

function oneHot(space: Space, child: Architecture): Float32Array[] {
  return space.graphs.map(({ candidates }) => Float32Array.from(candidates, (edge) => (isChosen(edge, child) ? 1 : 0)));
}

test('with one-hot z the mixed network is the sampled child, loose ends included', async () => {
  const config = { ...tinyConfig, stages: 1, operations: ['sep3', 'max3', 'identity'] as const };
  const space = createMicroSpace(config);
  const net = tinySupernet({ config });
  const random = new RandomStream(4, 0);
  for (let n = 0; n < 2; n++) {
    const child = space.sample(random);
    const [sampled] = await net.score(batch, [child]);
    const mixed = await net.mixedGradient(batch, oneHot(space, child));
    expect(mixed.loss).toBeCloseTo(sampled?.crossEntropy ?? NaN, 4);
    expect(mixed.accuracy).toBe(sampled?.accuracy);
  }
  net.dispose();
});

describe('dL/dz', () => {
  const config = { ...tinyConfig, nodes: 1, operations: ['sep3', 'avg3', 'identity'] as const };
  const random = new RandomStream(6, 0);
  const z = createMicroSpace(config).graphs.map(({ candidates }) =>
    Float32Array.from(candidates, () => random.uniform() / 3),
  );
  const dot = (a: readonly Float32Array[], b: readonly Float32Array[]): number =>
    a.reduce((sum, graph, g) => graph.reduce((inner, value, at) => inner + value * (b[g]?.[at] ?? NaN), sum), 0);

  test('agrees with central differences along random directions, and leaves the weights alone', async () => {
    // On the processor, whose rounding is finer.
    await openBackend('cpu');
    const net = tinySupernet({ config });
    const before = (await net.snapshot()).weights;
    const { gradient } = await net.mixedGradient(batch, z);
    const step = 1e-3;
    for (let n = 0; n < 3; n++) {
      const direction = z.map((graph) => graph.map(() => random.normal()));
      const length = Math.sqrt(dot(direction, direction));
      const lossAt = async (by: number): Promise<number> => {
        const moved = z.map((graph, g) =>
          graph.map((value, at) => value + (by / length) * (direction[g]?.[at] ?? NaN)),
        );
        return (await net.mixedGradient(batch, moved)).loss;
      };
      const difference = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step);
      const error = Math.abs(dot(gradient, direction) / length - difference);
      expect(error / Math.sqrt(dot(gradient, gradient))).toBeLessThan(1e-2);
    }
    expect((await net.snapshot()).weights).toEqual(before);
    net.dispose();
  });

  test('is the same on WebGPU', async () => {
    const gradients: number[][] = [];
    for (const backend of ['cpu', 'webgpu'] as const) {
      await openBackend(backend);
      const net = tinySupernet({ config });
      gradients.push((await net.mixedGradient(batch, z)).gradient.flatMap((graph) => [...graph]));
      net.dispose();
    }
    expect(gradients[1] ?? []).toBeCloseInL2(gradients[0] ?? [], 1e-3);
  });
});

test('weights of another number than the candidate edges are refused', async () => {
  const net = tinySupernet({ config: { nodes: 1 } });
  await expect(net.mixedGradient(batch, [new Float32Array(3)])).rejects.toThrow(RangeError);
  net.dispose();
});
