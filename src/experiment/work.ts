import type { Budget } from './methods/method.ts';
import { budgetOf } from './planned.ts';
import { kindOf } from './task-kind.ts';
import type { Settings } from './settings.ts';

/** A training step in forward passes: its backward pass computes gradients of what was read and of the weights. */
const TRAINING_PASSES = 3;

/**
 * Multiply–adds of what is spent, where the mean child takes `each` of them for one image or character; probes on the way
 * are left out.
 */
export function workOf(settings: Settings, { childSteps, scoredBatches }: Budget, each: number): number {
  return (
    each *
    kindOf(settings).trainedIn(settings) *
    (childSteps * settings.batch * TRAINING_PASSES + scoredBatches * settings.rewardBatch)
  );
}

/** The same of a whole search. */
export function plannedWork(settings: Settings, each: number): number {
  return workOf(settings, budgetOf(settings), each);
}
