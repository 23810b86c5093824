import { randomStream } from '../math/random.ts';
import type { Architecture } from '../space/space.ts';
import { type CosineSchedule, learningRateAt } from '../supernet/schedule.ts';
import type { EpochOrderState } from './batches.ts';
import type { WeightsEvent } from '../experiment/events.ts';
import type { BatchOrder } from './stream-order.ts';
import { trainOrder } from './task-kinds/kinds.ts';
import type { SearchContext } from './context.ts';

/**
 * Shared-weight steps under way at once while the schedule is followed: enough that a fast device never waits for us
 * between two of them, few enough that a slow one soon stops when it is paused.
 */
export const STEPS_UNDER_WAY = 4;

export interface WeightStepsState {
  readonly done: number;
  readonly order: EpochOrderState;
}

/** Trains the shared weights step by step on the train split, whoever chooses the children. */
export class WeightSteps {
  readonly #context: SearchContext;
  readonly #order: BatchOrder;
  readonly #schedule: CosineSchedule;
  #done = 0;

  /** `totalSteps` is the length of the learning rate's schedule; steps beyond it go on at its end. */
  constructor(context: SearchContext, totalSteps: number) {
    const { settings, task } = context;
    this.#context = context;
    this.#order = trainOrder(task, settings.batch, randomStream(settings.seed, 'data-order'));
    this.#schedule = {
      highest: settings.weightLearningRate,
      lowest: settings.weightLearningRate * settings.weightLearningRateEnd,
      firstPeriod: settings.restartSteps,
      totalSteps,
    };
  }

  /** Steps submitted so far. */
  get done(): number {
    return this.#done;
  }

  /**
   * Submits one step on the mean loss of some children, the same batch for all, without waiting for any before it. The
   * event rejects with a `NonFiniteError` if the loss is not a number.
   */
  submit([architecture, ...others]: readonly [Architecture, ...Architecture[]], round: number): Promise<WeightsEvent> {
    const learningRate = learningRateAt(this.#done, this.#schedule);
    const pending = this.#context.supernet.train(this.#order.next(), [architecture, ...others], { learningRate });
    const step = ++this.#done;
    const event = pending.read().then(({ loss, accuracy, gradientNorm }): WeightsEvent => {
      const about = { step, round, warmUp: round === 0, architecture, others };
      return { kind: 'weights', ...about, loss, accuracy, gradientNorm, learningRate };
    });
    // Whoever asks for it hears of a failure; a step that nobody asks for any more fails in silence.
    event.catch(() => undefined);
    return event;
  }

  get state(): WeightStepsState {
    return { done: this.#done, order: this.#order.state };
  }

  restore({ done, order }: WeightStepsState): void {
    this.#done = done;
    this.#order.restore(order);
  }
}
