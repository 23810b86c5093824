import { mean } from '../math/statistics.ts';
import type { Architecture } from '../space/space.ts';
import { type CosineSchedule, learningRateAt } from '../supernet/schedule.ts';
import type { Pending, StepMetrics, Supernet } from '../supernet/supernet.ts';
import type { BatchOrder } from './stream-order.ts';

/** Steps between two reads from the device, and so between two progress events. */
export const STEPS_AT_ONCE = 10;

export interface FromScratch {
  /** Holds fresh weights of the child, and perhaps those of others, which stay as they are. */
  readonly supernet: Supernet;
  readonly architecture: Architecture;
  readonly order: BatchOrder;
  readonly schedule: CosineSchedule;
  /** Aborted, the training ends after the steps in hand. */
  readonly signal?: AbortSignal;
}

/**
 * Trains one child alone for `schedule.totalSteps` steps. Yields the step it came to and the mean loss since the last;
 * rejects with a `NonFiniteError` if a loss is not a number.
 */
export async function* trainFromScratch({
  supernet,
  architecture,
  order,
  schedule,
  signal,
}: FromScratch): AsyncGenerator<{ step: number; loss: number }, void, unknown> {
  const { totalSteps } = schedule;
  for (let step = 0; step < totalSteps && signal?.aborted !== true;) {
    const pending: Pending<StepMetrics>[] = [];
    do {
      pending.push(supernet.train(order.next(), [architecture], { learningRate: learningRateAt(step, schedule) }));
      step += 1;
    } while (step < totalSteps && step % STEPS_AT_ONCE !== 0);
    const metrics = await Promise.all(pending.map((one) => one.read()));
    yield { step, loss: mean(metrics.map(({ loss }) => loss)) };
  }
}
