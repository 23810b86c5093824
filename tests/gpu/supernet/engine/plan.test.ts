import { expect, test, vi } from 'vitest';
import { OptimiserSteps } from '../../../../src/engine/optimisers/optimiser.ts';
import { CapacityError, type EngineDevice } from '../../../../src/engine/device.ts';
import { ExampleStore } from '../../../../src/engine/examples.ts';
import { ParameterLayout } from '../../../../src/engine/parameters.ts';
import { Pipelines } from '../../../../src/engine/pipelines.ts';
import { ParameterStore } from '../../../../src/engine/store.ts';
import { softwareTiles } from '../../../../src/engine/tiles.ts';
import type { MicroConfig } from '../../../../src/space/micro/config.ts';
import { createMicroSpace } from '../../../../src/space/micro/micro.ts';
import { parameterSpecs } from '../../../../src/space/micro/parameters.ts';
import { estimateEngineSupernet } from '../../../../src/supernet/engine/estimate.ts';
import { engineFamily } from '../../../../src/supernet/engine/families.ts';
import type { EngineContext } from '../../../../src/supernet/engine/engine-context.ts';
import type { EngineFamily } from '../../../../src/supernet/engine/family.ts';
import { TrainPlan } from '../../../../src/supernet/engine/train-plan.ts';
import { children, plainSgd, rows, stripes, tinyConfig } from '../synthetic.ts';
import { testDevice, tinyEngine } from './engine.ts';

test.each(['adam', 'nesterov'] as const)('the bytes are those that were estimated (%s)', async (optimiser) => {
  const net = await tinyEngine({ training: { optimiser } });
  await net.prepare({ train: [{ images: 6, children: 2 }], score: [{ images: 9, children: 3 }] });
  const estimate = estimateEngineSupernet(
    {
      space: createMicroSpace(tinyConfig),
      optimiser,
      batch: 6,
      children: 2,
      score: [{ images: 9, children: 3 }],
      examples: 36,
    },
    softwareTiles,
  );
  const { parameterBytes, optimiserBytes, activationBytes, dataBytes } = estimate;
  const expected = parameterBytes + optimiserBytes + activationBytes + dataBytes;
  // What scores is made beside the first steps.
  await expect.poll(() => Math.abs(net.bytes() / expected - 1), { timeout: 60_000 }).toBeLessThan(0.05);
  net.dispose();
});

/** Two cells of three nodes; what the tfjs form issues 413 dispatches for (docs/engine.md 1). */
const two: MicroConfig = { ...tinyConfig, nodes: 3, stages: 1, cellsPerStage: 2, stem: 'patch4', imageSide: 7 };
const mixed = [0, 1, 1, 3, 0, 1, 2, 4, 1, 2, 2, 4];

/** What `TrainPlan.build` needs of a supernet. */
async function contextOf(
  config: MicroConfig,
  changes: Partial<EngineDevice> = {},
): Promise<{ context: EngineContext; family: EngineFamily }> {
  const device = { ...(await testDevice()), ...changes };
  const layout = new ParameterLayout();
  for (const { key, shape } of parameterSpecs(config)) layout.declare(key, shape);
  const family = engineFamily(createMicroSpace(config), layout);
  const examples = new ExampleStore(device);
  examples.set('train', family.pack('train', stripes(4, config.imageSide, config.classes, 3)));
  const store = new ParameterStore(device, layout, 1);
  const pipelines = Pipelines.of(device.device);
  return { context: { device, pipelines, store, examples, progress: undefined }, family };
}

test('switching children compiles and allocates nothing; a mixed child takes at most 80 dispatches', async () => {
  const { context, family } = await contextOf(two);
  const { device } = context.device;
  const steps = new OptimiserSteps(context.store.layout);
  const plan = await TrainPlan.build(context, family, plainSgd, steps, { batch: 2, lanes: 1 });
  const { bytes } = plan;
  const compile = vi.spyOn(device, 'createComputePipelineAsync');
  const allocate = vi.spyOn(device, 'createBuffer');
  plan.run(rows('train', 0, 2), [mixed], 0.1).discard();
  allocate.mockClear();
  for (const child of [mixed, ...children(two, 3)]) plan.run(rows('train', 1, 2), [child], 0.1).discard();
  plan.run(rows('train', 2, 2), [mixed], 0.1).discard();
  expect(plan.dispatches).toBeLessThanOrEqual(80);
  expect(plan.bytes).toBe(bytes);
  expect(compile).not.toHaveBeenCalled();
  expect(allocate).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  plan.dispose();
  context.store.dispose();
  context.examples.dispose();
});

test('what does not fit a buffer is refused with the numbers, before anything is allocated', async () => {
  const { context, family } = await contextOf(two, { largestBuffer: 2 ** 16 });
  const steps = new OptimiserSteps(context.store.layout);
  const refused = TrainPlan.build(context, family, plainSgd, steps, { batch: 2, lanes: 1 });
  await expect(refused).rejects.toThrow(CapacityError);
  await expect(refused).rejects.toThrow('smaller batch');
  context.store.dispose();
  context.examples.dispose();
});
