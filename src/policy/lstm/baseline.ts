import type { PolicySample } from '../policy.ts';

/** Where the moving average of rewards begins. */
export type BaselineStart =
  /** At the mean of the first rewards: ours, so that rewards far from 0 (minus cross-entropy) do no harm. */
  | 'first-rewards'
  /** At 0, as in the ENAS code. */
  | 'zero';

export interface BaselineStep {
  readonly baseline: number;
  readonly advantages: number[];
}

/**
 * methods/enas (6), reward after reward: b ← b − (1 − d)(b − R), then A = R − b, which is d (R − b before).
 * `baseline` is null before the first reward.
 */
export function advance(
  baseline: number | null,
  rewards: readonly number[],
  decay: number,
  start: BaselineStart,
): BaselineStep {
  const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
  let moving = baseline ?? (start === 'zero' ? 0 : mean);
  const advantages = rewards.map((reward) => {
    moving -= (1 - decay) * (moving - reward);
    return reward - moving;
  });
  return { baseline: moving, advantages };
}

/** How rewards become advantages. */
export interface AdvantageOptions {
  readonly entropyWeight: number;
  /** Whether the entropy bonus is a term of the loss, or added to the reward as a number (methods/enas (5)). */
  readonly entropyMode: 'loss' | 'reward';
  readonly baselineDecay: number;
  readonly baselineStart: BaselineStart;
  /**
   * What a reward is measured against: the moving average, or the mean of the update's other children. Ours, because
   * all of them are scored on one minibatch: its luck, as large as the differences between children, then cancels.
   */
  readonly baselineKind: 'moving' | 'siblings';
}

/** Each reward less the mean of the others (leave-one-out, so that the gradient stays unbiased). */
function againstSiblings(rewards: readonly number[]): number[] {
  const sum = rewards.reduce((total, reward) => total + reward, 0);
  return rewards.map((reward) => reward - (sum - reward) / (rewards.length - 1));
}

/**
 * `advance` on the children's rewards, with their entropy bonus where it is part of the reward (methods/enas (5)). A
 * single child has no siblings and is measured against the moving average.
 */
export function advantagesOf(
  { entropyMode, entropyWeight, baselineDecay, baselineStart, baselineKind }: AdvantageOptions,
  baseline: number | null,
  samples: readonly PolicySample[],
  rewards: readonly number[],
): BaselineStep {
  const bonus = entropyMode === 'reward' ? entropyWeight : 0;
  const rewarded = rewards.map((reward, i) => reward + bonus * (samples[i]?.entropy ?? 0));
  const step = advance(baseline, rewarded, baselineDecay, baselineStart);
  if (baselineKind === 'moving' || rewards.length === 1) return step;
  return { baseline: step.baseline, advantages: againstSiblings(rewarded) };
}
