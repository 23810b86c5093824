import { defaultPreset } from '../../../src/experiment/presets.ts';
import { createController } from '../../../src/policy/lstm/create.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { createSpace } from '../../../src/space/spaces.ts';
import { benchChildren } from './children.ts';

const CHILDREN = 8;

/** The controller of the page's own settings: on the engine with a device, in tfjs on its current backend without one. */
export function openController(device: GPUDevice | null): Promise<Policy> {
  const { settings } = defaultPreset;
  return createController(
    {
      ...settings,
      space: createSpace(benchChildren.preset.config),
      learningRate: settings.policyLearningRate,
      baselineStart: 'first-rewards',
      baselineKind: settings.baseline,
    },
    device,
  );
}

/** Samples eight children and learns from made-up rewards, so many times. */
export async function updatePolicy(policy: Policy, times: number): Promise<void> {
  for (let done = 0; done < times; done++) {
    const samples = await policy.sample(CHILDREN);
    const rewards = samples.map((_, child) => child / CHILDREN);
    // As a search does: the next children are sampled with the update.
    await policy.update(samples, rewards, CHILDREN);
  }
}
