import type { Settings } from '../../experiment/settings.ts';
import type { PolicyProbe } from '../../experiment/events.ts';

/** Whether probes are drawn as perplexity: text whose reward tells it. */
export function measuresPerplexity({ family, reward }: Settings): boolean {
  return family === 'recurrent' && reward !== 'accuracy';
}

/** The perplexity that a (mean) reward comes to: c / R, or e^−R. */
export function perplexityOf({ reward: kind, rewardConstant }: Settings, reward: number): number {
  return kind === 'perplexity' ? rewardConstant / reward : Math.exp(-reward);
}

/** What the curves of the policy beside uniform children show of one side of a probe: accuracy, or perplexity. */
export function probeMeasure(settings: Settings): (side: PolicyProbe['policy']) => number {
  return measuresPerplexity(settings) ? ({ reward }) => perplexityOf(settings, reward) : ({ accuracy }) => accuracy;
}
