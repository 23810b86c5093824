import type { Settings } from '../experiment/settings.ts';
import type { Architecture, Space } from '../space/space.ts';
import type { ChildScore } from '../supernet/supernet.ts';

/** λ times a child's multiply–adds as a part of the dearest child's. */
export function priceOf(
  { costWeight }: Pick<Settings, 'costWeight'>,
  space: Pick<Space, 'cost' | 'dearest'>,
  architecture: Architecture,
): number {
  if (costWeight === 0) return 0;
  return (costWeight * space.cost(architecture).multiplyAdds) / space.dearest().multiplyAdds;
}

/** What a child is praised for, accuracy (methods/enas (4)) or minus cross-entropy, less its price. */
export function rewardOf(
  settings: Pick<Settings, 'reward' | 'costWeight'>,
  space: Pick<Space, 'cost' | 'dearest'>,
  architecture: Architecture,
  score: ChildScore,
): number {
  const praise = settings.reward === 'accuracy' ? score.accuracy : -score.crossEntropy;
  return praise - priceOf(settings, space, architecture);
}
