import { deriveBatchesOf } from '../../experiment/budget.ts';
import type { Settings } from '../../experiment/settings.ts';
import { sharesWeights, traitsOf } from '../../experiment/strategy-traits.ts';
import { scoredOf } from '../words/examples.ts';

/** Validation images or characters that one reward comes from. */
export function imagesOf(settings: Settings): number {
  const { rewardBatch, fitnessBatches } = settings;
  if (!traitsOf(settings).evaluates) return scoredOf(settings, rewardBatch);
  const batches = sharesWeights(settings) ? fitnessBatches : deriveBatchesOf(settings);
  return scoredOf(settings, rewardBatch * batches);
}
