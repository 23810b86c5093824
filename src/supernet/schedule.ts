/** A learning rate that falls as half a cosine, and restarts. */
export interface CosineSchedule {
  readonly highest: number;
  readonly lowest: number;
  /** Steps before the first restart; every later period is twice as long. 0: one cosine over `totalSteps`. */
  readonly firstPeriod: number;
  readonly totalSteps: number;
}

/** Each period is so many times as long as the one before: T_mult of methods/enas (3). */
const PERIOD_GROWTH = 2;

/** The rate of a step (the first is 0) by methods/enas (3), counted in steps. Without restarts it stays lowest at the end. */
export function learningRateAt(step: number, schedule: CosineSchedule): number {
  const { highest, lowest, firstPeriod, totalSteps } = schedule;
  let period = firstPeriod;
  let since = step;
  if (firstPeriod === 0) {
    period = Math.max(totalSteps, 1);
    since = Math.min(step, period);
  } else {
    while (since >= period) {
      since -= period;
      period *= PERIOD_GROWTH;
    }
  }
  return lowest + ((highest - lowest) / 2) * (1 + Math.cos((Math.PI * since) / period));
}
