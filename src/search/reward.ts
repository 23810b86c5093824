import type { Settings } from '../experiment/settings.ts';
import type { Architecture, Space } from '../space/space.ts';
import type { ChildScore } from '../supernet/supernet.ts';

/**
 * What a child is praised for: accuracy (methods/enas (4)) or minus cross-entropy, less λ times its multiply–adds as
 * a part of the dearest child's.
 */
export function rewardOf(
  settings: Pick<Settings, 'reward' | 'costWeight'>,
  space: Pick<Space, 'cost' | 'dearest'>,
  architecture: Architecture,
  score: ChildScore,
): number {
  const praise = settings.reward === 'accuracy' ? score.accuracy : -score.crossEntropy;
  if (settings.costWeight === 0) return praise;
  return praise - (settings.costWeight * space.cost(architecture).multiplyAdds) / space.dearest().multiplyAdds;
}
