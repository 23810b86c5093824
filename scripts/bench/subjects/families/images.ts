import type { RandomStream } from '../../../../src/math/random.ts';
import type { Space } from '../../../../src/space/space.ts';
import type { StemPlan } from '../../../../src/space/stem.ts';
import { noiseImages } from '../examples.ts';
import { outside } from '../taps.ts';

/** What all families on images have in common: their children are drawn, and an image is one prediction. */
export const onImages = {
  child: (space: Space, random: RandomStream) => space.sample(random),
  examples: noiseImages,
  timeSteps: () => 1,
};

/** Forward without the taps on padding, and backward but for the input's gradient, which the stem does not need. */
export function withoutPadding(forward: number, padding: number, stem: StemPlan): number {
  const { stride, channels, side, kernel } = stem;
  const stemPadding = stride === 1 ? channels * outside(side, kernel) : 0;
  return 3 * (forward - padding - stemPadding) - side ** 2 * kernel ** 2 * channels;
}
