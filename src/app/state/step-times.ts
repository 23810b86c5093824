import type { SearchEvent } from '../../experiment/events.ts';
import type { Budget } from '../../experiment/methods/method.ts';
import { nothingSpent, spentBy, sumOf } from '../../experiment/budget.ts';
import { budgetOf } from '../../experiment/planned.ts';
import type { Settings } from '../../experiment/settings.ts';
import { workOf } from '../../experiment/work.ts';

/** What is measured before an estimate is told, in seconds. */
const LEAST = 3;

/** How long a search takes for what it spends, so that what it still has to spend can be told as time. */
export class StepTimes {
  #spent: Budget = nothingSpent;
  #seconds: Budget = nothingSpent;
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Events that took so many seconds together. */
  take(events: readonly SearchEvent[], seconds: number): void {
    const spent = events.map((event) => spentBy(event, this.#settings)).reduce(sumOf, nothingSpent);
    const training = this.#training(spent);
    if (training === null) return;
    this.#spent = sumOf(this.#spent, spent);
    this.#seconds = sumOf(this.#seconds, { childSteps: seconds * training, scoredBatches: seconds * (1 - training) });
  }

  /** Seconds that the rest will take, of a search that has spent so much; null before enough is measured. */
  left(spent: Budget): number | null {
    const { childSteps, scoredBatches } = this.#seconds;
    if (childSteps + scoredBatches < LEAST) return null;
    const planned = budgetOf(this.#settings);
    const rates = this.#rates();
    return (
      Math.max(0, planned.childSteps - spent.childSteps) * rates.childSteps +
      Math.max(0, planned.scoredBatches - spent.scoredBatches) * rates.scoredBatches
    );
  }

  /** The part of the time that training takes, where so much is spent; null where nothing is. */
  #training({ childSteps, scoredBatches }: Budget): number | null {
    if (childSteps + scoredBatches === 0) return null;
    const rates = this.#rates();
    const training = childSteps * rates.childSteps;
    return training / (training + scoredBatches * rates.scoredBatches);
  }

  /** Seconds a child step and a scored batch take. One that was not seen yet is told from the other, by their work. */
  #rates(): Budget {
    const work = {
      childSteps: workOf(this.#settings, { childSteps: 1, scoredBatches: 0 }, 1),
      scoredBatches: workOf(this.#settings, { childSteps: 0, scoredBatches: 1 }, 1),
    };
    const { childSteps, scoredBatches } = this.#spent;
    const seen = {
      childSteps: childSteps > 0 ? this.#seconds.childSteps / childSteps : null,
      scoredBatches: scoredBatches > 0 ? this.#seconds.scoredBatches / scoredBatches : null,
    };
    const ratio = work.scoredBatches / work.childSteps;
    return {
      childSteps: seen.childSteps ?? (seen.scoredBatches ?? ratio) / ratio,
      scoredBatches: seen.scoredBatches ?? (seen.childSteps ?? 1) * ratio,
    };
  }
}
