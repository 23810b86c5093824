import type { EvaluatedEvent, SearchEvent } from '../experiment/events.ts';
import type { Architecture } from '../space/space.ts';
import type { Standing } from './evaluator.ts';

/** Children among which deriving decides. */
export interface Candidates {
  readonly architectures: readonly Architecture[];
  /** Called once the decision is made; until then a checkpoint begins it again from the same random numbers. */
  readonly settle?: () => void;
}

type MaybePromise<T> = T | Promise<T>;

/** How a method chooses the children that it evaluates; `State` is all that it remembers between two evaluations. */
export interface Chooser<State> {
  /** Evaluations done, in the unit of the method's outline: policy updates, or children. */
  readonly evaluations: number;
  /** Policy updates done; without a policy, children evaluated. */
  readonly updates: number;
  /**
   * Children of one shared-weight step, the shown one first; `stepsLeft` steps are to come in this round, this one
   * included. A chooser without it has uniform ones trained.
   */
  trainingChildren?(count: number, round: number, stepsLeft: number): Promise<readonly Architecture[]>;
  /** Does the next evaluation, or a few that do not wait for each other's scores. Left early, it is begun again. */
  evaluate(standing: Standing): AsyncGenerator<SearchEvent, void, unknown>;
  /** On shared weights: what the derive images decide among, null before there is any; `final` where the search ends. */
  candidates(evaluations: readonly EvaluatedEvent[], final: boolean): MaybePromise<Candidates | null>;
  /** As plain data, a copy of its own. */
  state(): MaybePromise<State>;
  restore(state: State): void;
  dispose(): void;
}
