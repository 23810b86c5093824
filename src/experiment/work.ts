import { plannedSteps, plannedUpdates } from './build.ts';
import type { Settings } from './settings.ts';

/** A training step in forward passes: its backward pass computes gradients of what was read and of the weights. */
const TRAINING_PASSES = 3;

/** Multiply–adds of a whole search whose mean child takes `perImage` of them for one image; probes on the way left out. */
export function plannedWork(settings: Settings, perImage: number): number {
  const { batch, childrenPerStep, childrenPerUpdate, rewardBatch, deriveChildren, deriveImages } = settings;
  const trained = plannedSteps(settings) * childrenPerStep * batch * TRAINING_PASSES;
  const scored = plannedUpdates(settings) * childrenPerUpdate * rewardBatch;
  return perImage * (trained + scored + deriveChildren * deriveImages);
}
