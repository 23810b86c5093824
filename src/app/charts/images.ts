import { methodOf } from '../../experiment/methods/methods.ts';
import type { Settings } from '../../experiment/settings.ts';
import { scoredOf } from '../words/examples.ts';

/** Validation images or characters that one reward comes from. */
export function imagesOf(settings: Settings): number {
  return scoredOf(settings, settings.rewardBatch * methodOf(settings).batchesPerReward(settings));
}
