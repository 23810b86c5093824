import { randomStream } from '../math/random.ts';
import type { Architecture } from '../space/space.ts';
import { type CosineSchedule, learningRateAt } from '../supernet/schedule.ts';
import { EpochOrder } from './batches.ts';
import type { WeightsEvent } from './events.ts';
import type { SearchContext } from './strategy.ts';

/** Trains the shared weights step by step on the train split, whoever chooses the children. */
export class WeightSteps {
  readonly #context: SearchContext;
  readonly #order: EpochOrder;
  readonly #schedule: CosineSchedule;
  #done = 0;

  /** `totalSteps` is the length of the learning rate's schedule; steps beyond it go on at its end. */
  constructor(context: SearchContext, totalSteps: number) {
    const { settings, task } = context;
    this.#context = context;
    this.#order = new EpochOrder('train', task.train.count, settings.batch, randomStream(settings.seed, 'data-order'));
    this.#schedule = {
      highest: settings.weightLearningRate,
      lowest: settings.weightLearningRate * settings.weightLearningRateEnd,
      firstPeriod: settings.restartSteps,
      totalSteps,
    };
  }

  /** Steps done so far. */
  get done(): number {
    return this.#done;
  }

  /** One step on the mean loss of some children, the same batch for all. Rejects with a `NonFiniteError` if the loss is not a number. */
  async step([architecture, ...others]: readonly [Architecture, ...Architecture[]]): Promise<
    Omit<WeightsEvent, 'round' | 'warmUp'>
  > {
    const learningRate = learningRateAt(this.#done, this.#schedule);
    const pending = this.#context.supernet.train(this.#order.next(), [architecture, ...others], { learningRate });
    this.#done += 1;
    const { loss, accuracy, gradientNorm } = await pending.read();
    return { kind: 'weights', step: this.#done, architecture, others, loss, accuracy, gradientNorm, learningRate };
  }
}
