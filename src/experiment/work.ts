import { budgetOf } from './budget.ts';
import type { Settings } from './settings.ts';

/** A training step in forward passes: its backward pass computes gradients of what was read and of the weights. */
const TRAINING_PASSES = 3;

/** Multiply–adds of a whole search whose mean child takes `perExample` of them; probes on the way are left out. */
export function plannedWork(settings: Settings, perExample: number): number {
  const { childSteps, scoredBatches } = budgetOf(settings);
  return perExample * (childSteps * settings.batch * TRAINING_PASSES + scoredBatches * settings.rewardBatch);
}
