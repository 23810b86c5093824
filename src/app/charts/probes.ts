import type { Settings } from '../../experiment/settings.ts';
import type { PolicyProbe } from '../../search/events.ts';

/** Whether probes are drawn as perplexity: text whose reward tells it. */
export function measuresPerplexity({ family, reward }: Settings): boolean {
  return family === 'recurrent' && reward !== 'accuracy';
}

/**
 * What the curves of the policy beside uniform children show of one side of a probe: accuracy, or the perplexity that
 * its (mean) reward comes to, c / R or e^−R.
 */
export function probeMeasure(settings: Settings): (side: PolicyProbe['policy']) => number {
  if (!measuresPerplexity(settings)) return ({ accuracy }) => accuracy;
  const { reward: kind, rewardConstant } = settings;
  return ({ reward }) => (kind === 'perplexity' ? rewardConstant / reward : Math.exp(-reward));
}
