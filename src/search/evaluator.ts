import { randomStream } from '../math/random.ts';
import type { Architecture } from '../space/space.ts';
import type { SupernetSnapshot } from '../supernet/supernet.ts';
import type { Batch } from '../task/task.ts';
import { DERIVE_CHILDREN_AT_ONCE, scoreOnDeriveImages } from './derive.ts';
import type { EvaluatedEvent, EvaluateProgressEvent, ScoredChild } from '../experiment/events.ts';
import { trainFromScratch } from './from-scratch.ts';
import { scoreChildren } from './score.ts';
import { trainOrder } from './task-kinds/kinds.ts';
import type { SearchContext } from './context.ts';

/** A child to be evaluated, and the number of the evaluation that it comes from. */
export interface Candidate {
  readonly architecture: Architecture;
  readonly parent: number | null;
}

type Evaluating = AsyncGenerator<EvaluateProgressEvent | EvaluatedEvent, EvaluatedEvent[], unknown>;

/** Where a search stands while a child is evaluated. */
export interface Standing {
  readonly round: number;
  /** Shared-weight steps done. */
  readonly step: number;
}

/** Evaluates children, giving each evaluation its number. */
export class Evaluator {
  readonly #context: SearchContext;
  #first: SupernetSnapshot | null = null;
  #standing: Standing = { round: 0, step: 0 };
  #done = 0;

  constructor(context: SearchContext) {
    this.#context = context;
  }

  /** Evaluations done so far. */
  get done(): number {
    return this.#done;
  }

  /** Goes on after so many evaluations, on a supernet that holds the first weights. */
  restore(done: number): void {
    this.#done = done;
  }

  /** Says where the search stands from now on. */
  stand(standing: Standing): void {
    this.#standing = standing;
  }

  /** Scores children on the shared weights as they are, all on the same batches. */
  async *onSharedWeights(candidates: readonly Candidate[], batches: readonly Batch[]): Evaluating {
    const events: EvaluatedEvent[] = [];
    for (let from = 0; from < candidates.length; from += DERIVE_CHILDREN_AT_ONCE) {
      const some = candidates.slice(from, from + DERIVE_CHILDREN_AT_ONCE);
      const architectures = some.map(({ architecture }) => architecture);
      const scored = await scoreChildren(this.#context, batches, architectures);
      for (const [index, child] of scored.entries()) {
        const event = this.#evaluated(child, 0, some[index]?.parent ?? null);
        events.push(event);
        yield event;
      }
    }
    return events;
  }

  /**
   * Trains children one after the other, each alone from the same first weights on the same batches, and scores them on
   * the derive images. Weights that other children left behind are put back, so that nothing is shared.
   */
  async *alone(candidates: readonly Candidate[]): Evaluating {
    const { settings, supernet, task } = this.#context;
    const { seed, batch, aloneSteps, weightLearningRate, weightLearningRateEnd } = settings;
    const schedule = {
      highest: weightLearningRate,
      lowest: weightLearningRate * weightLearningRateEnd,
      firstPeriod: 0,
      totalSteps: aloneSteps,
    };
    const events: EvaluatedEvent[] = [];
    for (const { architecture, parent } of candidates) {
      if (this.#first === null) this.#first = await supernet.snapshot();
      else supernet.restore(this.#first);
      const order = trainOrder(task, batch, randomStream(seed, 'data-order'));
      for await (const progress of trainFromScratch({ supernet, architecture, order, schedule })) {
        yield { kind: 'evaluate-progress', number: this.#done + 1, architecture, steps: aloneSteps, ...progress };
      }
      const [child] = await scoreOnDeriveImages(this.#context, [architecture]);
      if (child === undefined) throw new Error('a child was scored without a score');
      const event = this.#evaluated(child, aloneSteps, parent);
      events.push(event);
      yield event;
    }
    return events;
  }

  #evaluated(child: ScoredChild, trainedSteps: number, parent: number | null): EvaluatedEvent {
    this.#done += 1;
    return { kind: 'evaluated', number: this.#done, ...this.#standing, child, trainedSteps, parent };
  }
}

/** Best first; of equals, the earlier evaluation stands first. Of each child its last evaluation counts. */
export function bestOf(evaluations: readonly EvaluatedEvent[]): ScoredChild[] {
  const latest = new Map(evaluations.map(({ child }) => [child.architecture.join(), child]));
  return [...latest.values()].sort((a, b) => b.reward - a.reward);
}
