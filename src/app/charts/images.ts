import { deriveBatchesOf } from '../../experiment/budget.ts';
import type { Settings } from '../../experiment/settings.ts';
import { sharesWeights, traitsOf } from '../../experiment/strategy-traits.ts';

/** Validation images that one reward comes from. */
export function imagesOf(settings: Settings): number {
  const { rewardBatch, fitnessBatches } = settings;
  if (!traitsOf(settings).evaluates) return rewardBatch;
  return rewardBatch * (sharesWeights(settings) ? fitnessBatches : deriveBatchesOf(settings));
}
