import { expect, test, vi } from 'vitest';
import { OptimiserSteps } from '../../../../src/engine/optimisers/optimiser.ts';
import { CapacityError } from '../../../../src/engine/device.ts';
import { Pipelines } from '../../../../src/engine/pipelines.ts';
import { ParameterStore } from '../../../../src/engine/store.ts';
import { softwareTiles } from '../../../../src/engine/tiles.ts';
import type { MicroConfig } from '../../../../src/space/micro/config.ts';
import { decode } from '../../../../src/space/micro/genotype.ts';
import { parameterSpecs } from '../../../../src/space/micro/parameters.ts';
import { estimateEngineSupernet } from '../../../../src/supernet/webgpu/estimate.ts';
import { NetworkParameters } from '../../../../src/supernet/webgpu/parameters.ts';
import { TrainPlan } from '../../../../src/supernet/webgpu/trainPlan.ts';
import { children, plainSgd, tinyConfig } from '../synthetic.ts';
import { testDevice, tinyEngine } from './engine.ts';

test.each(['adam', 'nesterov'] as const)('the bytes are those that were estimated (%s)', async (optimiser) => {
  const net = await tinyEngine({ training: { optimiser } });
  await net.prepare({ train: [{ images: 6, children: 2 }], score: [{ images: 9, children: 3 }] });
  const estimate = estimateEngineSupernet(
    { config: tinyConfig, optimiser, batch: 6, children: 2, score: [{ images: 9, children: 3 }], images: 36 },
    softwareTiles,
  );
  const expected = estimate.parameterBytes + estimate.optimiserBytes + estimate.activationBytes;
  expect(Math.abs(net.bytes() / expected - 1)).toBeLessThan(0.05);
  net.dispose();
});

/** Two cells of three nodes; what the tfjs form issues 413 dispatches for (design notes). */
const two: MicroConfig = { ...tinyConfig, nodes: 3, stages: 1, cellsPerStage: 2, stem: 'patch4', imageSide: 7 };
const mixed = [0, 1, 1, 3, 0, 1, 2, 4, 1, 2, 2, 4];

test('switching children compiles and allocates nothing; a mixed child takes at most 80 dispatches', async () => {
  const device = await testDevice();
  const parameters = new NetworkParameters(parameterSpecs(two));
  const pipelines = Pipelines.of(device.device);
  const store = new ParameterStore(device, parameters.layout, 1);
  const session = { device, pipelines, store, config: two, parameters, progress: undefined };
  const plan = await TrainPlan.build(session, plainSgd, new OptimiserSteps(parameters.layout), 2, 1);
  const batch = { pixels: new Float32Array(2 * 49).fill(0.5), labels: new Float32Array(2) };
  const { bytes } = plan;
  const compile = vi.spyOn(device.device, 'createComputePipelineAsync');
  const allocate = vi.spyOn(device.device, 'createBuffer');
  plan.run(batch, [decode(two, mixed)], 0.1).discard();
  allocate.mockClear();
  for (const child of [mixed, ...children(two, 3)]) plan.run(batch, [decode(two, child)], 0.1).discard();
  plan.run(batch, [decode(two, mixed)], 0.1).discard();
  expect(plan.dispatches).toBeLessThanOrEqual(80);
  expect(plan.bytes).toBe(bytes);
  expect(compile).not.toHaveBeenCalled();
  expect(allocate).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  plan.dispose();
  store.dispose();
});

test('what does not fit a buffer is refused with the numbers, before anything is allocated', async () => {
  const device = await testDevice();
  const parameters = new NetworkParameters(parameterSpecs(two));
  const store = new ParameterStore(device, parameters.layout, 1);
  const session = {
    device: { ...device, largestBuffer: 2 ** 16 },
    pipelines: Pipelines.of(device.device),
    store,
    config: two,
    parameters,
    progress: undefined,
  };
  const steps = new OptimiserSteps(parameters.layout);
  const refused = TrainPlan.build(session, plainSgd, steps, 2, 1);
  await expect(refused).rejects.toThrow(CapacityError);
  await expect(refused).rejects.toThrow('smaller batch');
  store.dispose();
});
