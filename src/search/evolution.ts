import { sharesWeights } from '../experiment/methods/methods.ts';
import { randomStream, type RandomStream } from '../math/random.ts';
import type { Batch } from '../task/task.ts';
import { EpochOrder, type EpochOrderState } from './batches.ts';
import type { Candidates, Chooser } from './chooser.ts';
import { DERIVE_CHILDREN_AT_ONCE } from './derive.ts';
import { bestOf, type Candidate, type Evaluator, type Standing } from './evaluator.ts';
import type { EvaluatedEvent, SearchEvent } from '../experiment/events.ts';
import type { SearchContext } from './context.ts';
import { runSearch } from './runner.ts';
import type { MethodRunner } from './search.ts';

/**
 * Regularised (aging) evolution (Real et al., "Regularized evolution for image classifier architecture search", 2019;
 * methods/enas 7.3): the best of a tournament is mutated in one decision, the child joins the population and the oldest
 * leaves it, however good. Fitness comes from shared weights, trained on uniform children first and between the rounds,
 * or from a short training alone.
 */
export const evolution: MethodRunner = {
  run: (context, from) => runSearch(context, (evaluator) => new Evolution(context, evaluator), from),
  largestProbability: () => [],
};

interface EvolutionState {
  readonly population: readonly EvaluatedEvent[];
  readonly stale: readonly EvaluatedEvent[];
  readonly round: number;
  readonly batches: readonly Batch[];
  readonly position: number;
  readonly order: EpochOrderState;
}

class Evolution implements Chooser<EvolutionState> {
  readonly #context: SearchContext;
  readonly #evaluator: Evaluator;
  readonly #random: RandomStream;
  readonly #order: EpochOrder;
  readonly #shared: boolean;
  /** Oldest first. */
  #population: EvaluatedEvent[] = [];
  /** On shared weights: members whose fitness is from before the weights moved, oldest first. */
  #stale: readonly EvaluatedEvent[] = [];
  #round = -1;
  #batches: readonly Batch[] = [];

  constructor(context: SearchContext, evaluator: Evaluator) {
    const { settings, task } = context;
    const { seed, rewardBatch } = settings;
    this.#context = context;
    this.#evaluator = evaluator;
    this.#random = randomStream(seed, 'mutation');
    this.#order = new EpochOrder('validation', task.validation.count, rewardBatch, randomStream(seed, 'reward-order'));
    this.#shared = sharesWeights(settings);
  }

  get evaluations(): number {
    return this.#evaluator.done;
  }

  get updates(): number {
    return this.#evaluator.done;
  }

  async *evaluate({ round }: Standing): AsyncGenerator<SearchEvent, void, unknown> {
    if (this.#shared && round !== this.#round) this.#beginRound(round);
    if (this.#stale.length > 0) {
      const again = this.#stale.slice(0, DERIVE_CHILDREN_AT_ONCE);
      const candidates = again.map(({ child }) => ({ architecture: child.architecture, parent: null }));
      this.#population.push(...(yield* this.#score(candidates)));
      this.#stale = this.#stale.slice(again.length);
      return;
    }
    const grown = this.#population.length >= this.#context.settings.populationSize;
    this.#population.push(...(yield* this.#score([grown ? this.#offspring() : this.#newcomer()])));
    if (grown) this.#population.shift();
  }

  /** The best of the last round: their scores are on the same weights and images. */
  candidates(evaluations: readonly EvaluatedEvent[]): Candidates | null {
    if (evaluations.length === 0) return null;
    const latest = evaluations.filter(({ round }) => round === evaluations.at(-1)?.round);
    const best = bestOf(latest).slice(0, this.#context.settings.deriveChildren + 1);
    return { architectures: best.map(({ architecture }) => architecture) };
  }

  state(): EvolutionState {
    return {
      population: [...this.#population],
      stale: this.#stale,
      round: this.#round,
      batches: this.#batches,
      position: this.#random.position,
      order: this.#order.state,
    };
  }

  restore({ population, stale, round, batches, position, order }: EvolutionState): void {
    this.#population = [...population];
    this.#stale = stale;
    this.#round = round;
    this.#batches = batches;
    this.#random.position = position;
    this.#order.restore(order);
  }

  dispose(): void {
    this.#population = [];
  }

  /** Fitness of different rounds does not compare, so the population is scored again on the weights as they are now. */
  #beginRound(round: number): void {
    this.#round = round;
    this.#batches = Array.from({ length: this.#context.settings.fitnessBatches }, () => this.#order.next());
    this.#stale = [...this.#stale, ...this.#population];
    this.#population = [];
  }

  #score(candidates: readonly Candidate[]): ReturnType<Evaluator['alone']> {
    return this.#shared
      ? this.#evaluator.onSharedWeights(candidates, this.#batches)
      : this.#evaluator.alone(candidates);
  }

  #newcomer(): Candidate {
    return { architecture: this.#context.space.sample(this.#random), parent: null };
  }

  #offspring(): Candidate {
    const { space, settings } = this.#context;
    const drawn = Array.from(
      { length: settings.tournamentSize },
      () => this.#population[this.#random.integer(this.#population.length)] as EvaluatedEvent,
    );
    const best = drawn.reduce((first, other) => (other.child.reward > first.child.reward ? other : first));
    return { architecture: space.mutate(best.child.architecture, this.#random), parent: best.number };
  }
}
