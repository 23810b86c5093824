import type { Settings } from '../../../src/experiment/settings.ts';
import { createController } from '../../../src/policy/lstm/create.ts';
import type { Policy, PolicySample } from '../../../src/policy/policy.ts';
import { createSpace } from '../../../src/space/spaces.ts';
import type { Supernet } from '../../../src/supernet/supernet.ts';
import type { Batch } from '../../../src/task/task.ts';
import type { Repeat } from '../timing/rounds.ts';
import { presetChild } from './children.ts';

const CHILDREN = 8;

/** The controller of a preset's settings: on the engine with a device, in tfjs on its current backend without one. */
export function openController(settings: Settings, device: GPUDevice | null): Promise<Policy> {
  return createController(
    {
      ...settings,
      space: createSpace(presetChild(settings).config),
      learningRate: settings.policyLearningRate,
      baselineStart: 'first-rewards',
      baselineKind: settings.baseline,
    },
    device,
  );
}

/** Learns from eight children with made-up rewards and samples the next eight; the first children are there before. */
export async function policyUpdates(policy: Policy): Promise<Repeat> {
  let samples: readonly PolicySample[] = await policy.sample(CHILDREN);
  const rewards = samples.map((_, child) => child / CHILDREN);
  return async (times) => {
    for (let done = 0; done < times; done++) ({ next: samples } = await policy.update(samples, rewards, CHILDREN));
  };
}

/** Whole policy steps on the engine, so many: scores that nobody reads, the update from them, the next children. */
export async function policySteps(policy: Policy, supernet: Supernet, batch: Batch, times: number): Promise<void> {
  let samples: readonly PolicySample[] = await policy.sample(CHILDREN);
  const costPenalties = samples.map(() => 0);
  for (let done = 0; done < times; done++) {
    const rows = supernet
      .submitScore(
        batch,
        samples.map(({ architecture }) => architecture),
      )
      .take();
    const update = rows && policy.updateOnDevice?.(samples, { rows, reward: 'crossEntropy', costPenalties }, CHILDREN);
    if (!update) throw new Error('Supernet and policy are not on one device.');
    ({ next: samples } = await update);
  }
}
