import { randomStream, type RandomStream } from '../math/random.ts';
import { SCREENING_PART } from '../math/streams.ts';
import type { Batch } from '../task/task.ts';
import { EpochOrder, type EpochOrderState } from './batches.ts';
import type { Candidates, Chooser } from './chooser.ts';
import { DERIVE_CHILDREN_AT_ONCE } from './derive.ts';
import { bestOf, type Evaluator } from './evaluator.ts';
import type { EvaluatedEvent, SearchEvent } from '../experiment/events.ts';
import type { SearchContext } from './context.ts';
import { runSearch } from './runner.ts';
import type { MethodRunner } from './search.ts';

/**
 * Random search with weight sharing (Li & Talwalkar, "Random search and reproducibility for NAS", 2019; methods/enas
 * 7.2): each shared-weight step trains uniform children; then, screening by screening, many uniform children are scored
 * on a few validation batches, and the best of each are finalists.
 */
export const randomShared: MethodRunner = {
  run: (context, from) => runSearch(context, (evaluator) => new Screenings(context, evaluator), from),
  largestProbability: () => [],
};

interface ScreeningsState {
  readonly batches: readonly Batch[];
  readonly position: number;
  readonly order: EpochOrderState;
}

class Screenings implements Chooser<ScreeningsState> {
  readonly #context: SearchContext;
  readonly #evaluator: Evaluator;
  readonly #random: RandomStream;
  readonly #order: EpochOrder;
  #batches: readonly Batch[] = [];

  constructor(context: SearchContext, evaluator: Evaluator) {
    const { seed, rewardBatch } = context.settings;
    const { count } = context.task.validation;
    this.#context = context;
    this.#evaluator = evaluator;
    this.#random = randomStream(seed, 'uniform-sampling', SCREENING_PART);
    this.#order = new EpochOrder('validation', count, rewardBatch, randomStream(seed, 'reward-order'));
  }

  get evaluations(): number {
    return this.#evaluator.done;
  }

  get updates(): number {
    return this.#evaluator.done;
  }

  async *evaluate(): AsyncGenerator<SearchEvent, void, unknown> {
    const { settings, space } = this.#context;
    const screened = this.#evaluator.done % settings.screenedChildren;
    if (screened === 0) {
      this.#batches = Array.from({ length: settings.fitnessBatches }, () => this.#order.next());
    }
    const count = Math.min(DERIVE_CHILDREN_AT_ONCE, settings.screenedChildren - screened);
    const candidates = Array.from({ length: count }, () => ({
      architecture: space.sample(this.#random),
      parent: null,
    }));
    yield* this.#evaluator.onSharedWeights(candidates, this.#batches);
  }

  /** The best of each screening: scores of different screenings are on different images. */
  candidates(evaluations: readonly EvaluatedEvent[]): Candidates | null {
    if (evaluations.length === 0) return null;
    const { screenedChildren, finalists } = this.#context.settings;
    const screenings = Math.ceil(evaluations.length / screenedChildren);
    const best = Array.from({ length: screenings }, (_, screening) => {
      const screened = evaluations.slice(screening * screenedChildren, (screening + 1) * screenedChildren);
      return bestOf(screened).slice(0, finalists);
    }).flat();
    return { architectures: best.map(({ architecture }) => architecture) };
  }

  state(): ScreeningsState {
    return { batches: this.#batches, position: this.#random.position, order: this.#order.state };
  }

  restore({ batches, position, order }: ScreeningsState): void {
    this.#batches = batches;
    this.#random.position = position;
    this.#order.restore(order);
  }

  dispose(): void {
    this.#batches = [];
  }
}
