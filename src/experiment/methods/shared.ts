import type { Outline } from '../outline.ts';
import type { CommonSettings } from '../settings/common.ts';
import type { Budget } from './method.ts';

/** Arithmetic that several methods' outlines have in common. */

/** Batches in which the derive images score one child. */
export function deriveBatchesOf({
  deriveImages,
  rewardBatch,
}: Pick<CommonSettings, 'deriveImages' | 'rewardBatch'>): number {
  return Math.max(1, Math.round(deriveImages / rewardBatch));
}

/** Shared-weight steps that a budget pays for. */
export function sharedSteps(
  { childrenPerStep }: Pick<CommonSettings, 'childrenPerStep'>,
  { childSteps }: Budget,
): number {
  return Math.floor(childSteps / childrenPerStep);
}

/** An outline without shared weights: so many evaluations of children trained alone, in rounds of equally many. */
export function aloneOutline(
  rounds: number,
  evaluationsPerRound: number,
  evaluationsPerUpdate: number | null,
): Outline {
  return { rounds, warmUpSteps: 0, steps: 0, stepsPerRound: 0, evaluationsPerRound, evaluationsPerUpdate };
}

/** Rounds in which a warm-up and so many steps are spent, at least one. */
export function roundsOf(
  { warmUpSteps, stepsPerRound }: Pick<CommonSettings, 'warmUpSteps' | 'stepsPerRound'>,
  steps: number,
): number {
  return Math.max(1, Math.ceil((steps - warmUpSteps) / stepsPerRound));
}
