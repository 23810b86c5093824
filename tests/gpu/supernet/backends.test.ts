import { expect, test } from 'vitest';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import { children, rows, tinyConfig, tinySupernet } from './synthetic.ts';

/** Loss of one step, and all weights of its child after it. */
async function oneStep(backend: 'webgpu' | 'cpu', config: MicroConfig): Promise<{ loss: number; weights: number[] }> {
  await openBackend(backend);
  const [child = []] = children(config, 1, 8);
  const net = tinySupernet({ config });
  const { loss } = await net.train(rows('train', 0, 6), [child], { learningRate: 0.05 }).read();
  const weights = [...(await net.exportChild(child)).values()].flatMap(({ values }) => [...values]);
  net.dispose();
  return { loss, weights };
}

test.each<Partial<MicroConfig>>([
  { imageSide: 7, stages: 1, stem: 'conv3', nodes: 2 },
  { imageSide: 14, stages: 3, stem: 'patch4', nodes: 1 },
  { imageSide: 14, stages: 1, stem: 'patch2', nodes: 1, cellsPerStage: 2 },
])('WebGPU and the processor agree on a step of %o', async (changes) => {
  const config = { ...tinyConfig, ...changes };
  const [gpu, cpu] = [await oneStep('webgpu', config), await oneStep('cpu', config)];
  expect(gpu.loss).toBeCloseTo(cpu.loss, 3);
  expect(gpu.weights).toBeCloseInL2(cpu.weights, 1e-3);
});
