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
