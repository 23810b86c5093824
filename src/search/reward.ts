import type { Settings } from '../experiment/settings.ts';
import type { Architecture, Space } from '../space/space.ts';
import type { ChildScore } from '../supernet/supernet.ts';

/** λ times a child's multiply–adds as a part of the most expensive child's. */
export function costPenaltyOf(
  { costWeight }: Pick<Settings, 'costWeight'>,
  space: Pick<Space, 'cost' | 'mostExpensive'>,
  architecture: Architecture,
): number {
  if (costWeight === 0) return 0;
  return (costWeight * space.cost(architecture).multiplyAdds) / space.mostExpensive().multiplyAdds;
}

/** A child's reward before its cost: accuracy, c / perplexity (methods/enas (4)) or minus cross-entropy. */
function scoreRewardOf({ reward, rewardConstant }: RewardSettings, { accuracy, crossEntropy }: ChildScore): number {
  switch (reward) {
    case 'accuracy':
      return accuracy;
    case 'perplexity':
      return rewardConstant * Math.exp(-crossEntropy);
    case 'crossEntropy':
      return -crossEntropy;
  }
}

type RewardSettings = Pick<Settings, 'reward' | 'rewardConstant' | 'costWeight'>;

/** A child's reward: by its score, less its cost penalty. */
export function rewardOf(
  settings: RewardSettings,
  space: Pick<Space, 'cost' | 'mostExpensive'>,
  architecture: Architecture,
  score: ChildScore,
): number {
  return scoreRewardOf(settings, score) - costPenaltyOf(settings, space, architecture);
}
