import type { Architecture } from '../../../src/space/space.ts';
import { createSpace } from '../../../src/space/spaces.ts';
import { createSupernet, estimateOf } from '../../../src/supernet/create.ts';
import type { CallSize, Supernet } from '../../../src/supernet/supernet.ts';
import type { BenchSpace } from './children.ts';
import { EXAMPLES, firstRows } from './examples.ts';
import { benchFamily } from './families/families.ts';

const SEED = 1;
export const LEARNING_RATE = 0.01;

/**
 * On the engine with a device, in plain tfjs on its current backend without one; first weights and examples are the
 * same either way.
 */
export function openSupernet({ config, training }: BenchSpace, device: GPUDevice | null): Promise<Supernet> {
  const split = benchFamily(config).examples(config);
  const data = { train: split, validation: split };
  return createSupernet({ space: createSpace(config), training, seed: SEED, data }, device);
}

/**
 * So many steps on the same batch, issued back to back: the loss of the last, the only one waited for. Texts begin anew
 * in every step: that a batch says whether it continues is what tells the reference to train on it.
 */
export async function trainSteps(
  supernet: Supernet,
  children: readonly Architecture[],
  batch: number,
  steps: number,
): Promise<number> {
  const rows = { ...firstRows('train', batch), continues: false };
  const step = { learningRate: LEARNING_RATE };
  for (let done = 1; done < steps; done++) supernet.train(rows, children, step).discard();
  return (await supernet.train(rows, children, step).read()).loss;
}

/** All bytes that the page would say such a supernet needs on the device. */
export async function predictedBytes(
  { config, training }: BenchSpace,
  train: CallSize,
  score: CallSize,
  device: GPUDevice,
): Promise<number> {
  const { parameterBytes, optimiserBytes, activationBytes, dataBytes } = await estimateOf(
    {
      space: createSpace(config),
      optimiser: training.optimiser,
      batch: train.images,
      children: train.children,
      score: [score],
      examples: 2 * EXAMPLES,
    },
    device,
  );
  return parameterBytes + optimiserBytes + activationBytes + dataBytes;
}
