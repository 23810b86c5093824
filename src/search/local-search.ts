import type { EvaluatedEvent, MeasuredEvent, SearchEvent } from '../experiment/events.ts';
import { sharesWeights } from '../experiment/methods/methods.ts';
import { randomStream, type RandomStream } from '../math/random.ts';
import { CLIMB_PART } from '../math/streams.ts';
import { neighboursOf } from '../space/neighbours.ts';
import type { Architecture } from '../space/space.ts';
import type { Batch } from '../task/task.ts';
import { EpochOrder, type EpochOrderState } from './batches.ts';
import type { Candidates, Chooser } from './chooser.ts';
import type { SearchContext } from './context.ts';
import { DERIVE_CHILDREN_AT_ONCE } from './derive.ts';
import type { Candidate, Evaluator, Standing } from './evaluator.ts';
import { runSearch } from './runner.ts';
import type { MethodRunner } from './search.ts';

/** Local search: hill climbing with restarts over one-edit neighbours (methods/local-search). */
export const localSearch: MethodRunner = {
  run: (context, from) => runSearch(context, (evaluator) => new Climbs(context, evaluator), from),
  largestProbability: () => [],
};

/** Moves and starts that may follow from known rewards alone, before a child is scored again: spaces may be tiny. */
const MOST_KNOWN = 100;

interface ClimbsState {
  /** Where the climb has come to; null before its start is scored. */
  readonly incumbent: EvaluatedEvent | null;
  /** Its neighbours that were not tried, in the order in which they will be. */
  readonly untried: readonly Architecture[];
  /** For best improvement: the best neighbour tried so far, if it is better. */
  readonly better: EvaluatedEvent | null;
  /** What is known on the same terms, by the child's choices. */
  readonly known: readonly (readonly [string, EvaluatedEvent])[];
  readonly batches: readonly Batch[];
  /** Shared-weight steps done when the climb's scores were made. */
  readonly step: number;
  readonly ends: readonly EvaluatedEvent[];
  readonly position: number;
  readonly order: EpochOrderState;
}

class Climbs implements Chooser<ClimbsState> {
  readonly #context: SearchContext;
  readonly #evaluator: Evaluator;
  readonly #random: RandomStream;
  readonly #order: EpochOrder;
  readonly #shared: boolean;
  #incumbent: EvaluatedEvent | null = null;
  #untried: Architecture[] = [];
  #better: EvaluatedEvent | null = null;
  #known = new Map<string, EvaluatedEvent>();
  #batches: readonly Batch[] = [];
  #step = 0;
  #ends: EvaluatedEvent[] = [];

  constructor(context: SearchContext, evaluator: Evaluator) {
    const { settings, task } = context;
    const { seed, rewardBatch } = settings;
    this.#context = context;
    this.#evaluator = evaluator;
    this.#random = randomStream(seed, 'mutation', CLIMB_PART);
    this.#order = new EpochOrder('validation', task.validation.count, rewardBatch, randomStream(seed, 'reward-order'));
    this.#shared = sharesWeights(settings);
  }

  get evaluations(): number {
    return this.#evaluator.done;
  }

  get updates(): number {
    return this.#evaluator.done;
  }

  async *evaluate(standing: Standing): AsyncGenerator<SearchEvent, void, unknown> {
    const { architectures, parent, take } = this.#next(standing);
    for (const event of yield* this.#score(architectures.map((architecture) => ({ architecture, parent })))) {
      this.#known.set(event.child.architecture.join(), event);
      take(event);
    }
    yield this.#measured(standing);
  }

  /** Ends of climbs and where the last one has come to, the best by their own rewards (rule 9). */
  candidates(): Candidates | null {
    const found = this.#incumbent === null ? this.#ends : [...this.#ends, this.#incumbent];
    if (found.length === 0) return null;
    const best = [...found].sort((a, b) => b.child.reward - a.child.reward);
    const kept = best.slice(0, this.#context.settings.deriveChildren + 1);
    return { architectures: kept.map(({ child }) => child.architecture) };
  }

  state(): ClimbsState {
    return {
      incumbent: this.#incumbent,
      untried: [...this.#untried],
      better: this.#better,
      known: [...this.#known],
      batches: this.#batches,
      step: this.#step,
      ends: [...this.#ends],
      position: this.#random.position,
      order: this.#order.state,
    };
  }

  restore({ incumbent, untried, better, known, batches, step, ends, position, order }: ClimbsState): void {
    this.#incumbent = incumbent;
    this.#untried = [...untried];
    this.#better = better;
    this.#known = new Map(known);
    this.#batches = batches;
    this.#step = step;
    this.#ends = [...ends];
    this.#random.position = position;
    this.#order.restore(order);
  }

  dispose(): void {
    this.#known.clear();
  }

  /** What is scored next, whose neighbours those are, and what is made of each score. */
  #next({ step }: Standing): {
    readonly architectures: readonly Architecture[];
    readonly parent: number | null;
    readonly take: (event: EvaluatedEvent) => void;
  } {
    for (let known = 0; ; known++) {
      const incumbent = this.#incumbent;
      if (incumbent === null) {
        const start = this.#begin(step);
        const before = known < MOST_KNOWN ? this.#known.get(start.join()) : undefined;
        if (before === undefined) return { architectures: [start], parent: null, take: (event) => this.#moveTo(event) };
        this.#moveTo(before);
      } else if (this.#shared && this.#step !== step) {
        // A person has trained the weights further: what was known is of other weights (rule 7).
        this.#step = step;
        this.#known.clear();
        const { architecture } = incumbent.child;
        return { architectures: [architecture], parent: null, take: (event) => this.#moveTo(event) };
      } else {
        const architectures = this.#untriedUnknown();
        if (architectures.length > 0) {
          return { architectures, parent: incumbent.number, take: (event) => this.#compare(event) };
        }
        if (this.#incumbent === incumbent) this.#endNeighbourhood(incumbent);
      }
    }
  }

  /** A uniform child, and on shared weights the batches on which its whole climb is scored. */
  #begin(step: number): Architecture {
    const { settings, space } = this.#context;
    if (this.#shared) {
      this.#known.clear();
      this.#batches = Array.from({ length: settings.fitnessBatches }, () => this.#order.next());
      this.#step = step;
    }
    return space.sample(this.#random);
  }

  /** Takes known neighbours for what they are, up to the first ones that are not; none where the climb has moved. */
  #untriedUnknown(): Architecture[] {
    const incumbent = this.#incumbent;
    const most = this.#takesBest && this.#shared ? DERIVE_CHILDREN_AT_ONCE : 1;
    const found: Architecture[] = [];
    while (found.length < most && this.#untried.length > 0) {
      const [next, ...others] = this.#untried as [Architecture, ...Architecture[]];
      const before = this.#known.get(next.join());
      if (before !== undefined && found.length > 0 && !this.#takesBest) break;
      this.#untried = others;
      if (before === undefined) found.push(next);
      else this.#compare(before);
      if (this.#incumbent !== incumbent) return [];
    }
    return found;
  }

  get #takesBest(): boolean {
    return this.#context.settings.improvement === 'best';
  }

  /** Strictly better only: a plateau ends a climb (rule 2). */
  #compare(event: EvaluatedEvent): void {
    const toBeat = this.#better ?? this.#incumbent;
    if (toBeat === null || event.child.reward <= toBeat.child.reward) return;
    if (this.#takesBest) this.#better = event;
    else this.#moveTo(event);
  }

  #moveTo(event: EvaluatedEvent): void {
    const neighbours = neighboursOf(this.#context.space.decisions, event.child.architecture);
    this.#incumbent = event;
    this.#better = null;
    this.#untried = this.#takesBest ? neighbours : this.#random.shuffled(neighbours);
  }

  /** All neighbours are tried: the climb moves on, or is over. */
  #endNeighbourhood(incumbent: EvaluatedEvent): void {
    if (this.#better !== null) this.#moveTo(this.#better);
    else {
      this.#ends.push(incumbent);
      this.#incumbent = null;
    }
  }

  #score(candidates: readonly Candidate[]): ReturnType<Evaluator['alone']> {
    return this.#shared
      ? this.#evaluator.onSharedWeights(candidates, this.#batches)
      : this.#evaluator.alone(candidates);
  }

  #measured({ round, step }: Standing): MeasuredEvent {
    const climbs = this.#ends.length + 1;
    const values = this.#incumbent === null ? { climbs } : { incumbent: this.#incumbent.child.reward, climbs };
    return { kind: 'measured', round, step, evaluation: this.#evaluator.done, values };
  }
}
