import type { Settings } from '../../experiment/settings.ts';

/** Classes that an untrained network guesses among, about. */
const GUESSES = 10;

/** From guessing to certainty, in the unit of the reward: what a chart shows before there are rewards. */
export function rewardRange({ reward, rewardConstant }: Settings): readonly [number, number] {
  switch (reward) {
    case 'accuracy':
      return [0, 1];
    case 'perplexity':
      return [rewardConstant / GUESSES, rewardConstant];
    case 'crossEntropy':
      return [-Math.log(GUESSES), 0];
  }
}
