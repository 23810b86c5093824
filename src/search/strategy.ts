import type { SearchCheckpoint } from './checkpoint.ts';
import type { SearchEvent } from '../experiment/events.ts';
import type { SearchContext } from './context.ts';

/**
 * What the person (or the run loop) asks of the next step. `follow` goes on with the strategy's own schedule; the
 * others do that one thing out of turn. An out-of-turn step counts towards its round's quota.
 */
export type StepRequest = 'follow' | 'weights' | 'policy' | 'derive';

/**
 * What a person may have done one at a time: a shared-weight step, a policy step, an evaluated child, a round. Deriving
 * and following the schedule are always possible.
 */
export type SingleStep = 'weights' | 'policy' | 'child' | 'round';

/**
 * A search as a stream of events that can be paused between any two. `next(request)` says what the next step should
 * be; `return()` releases what the strategy made. Ends after `finished`.
 * Following its schedule, it may have submitted steps whose events are still to come; they come before anything else
 * that is asked for.
 */
export interface Search extends AsyncGenerator<SearchEvent, void, StepRequest | undefined> {
  /**
   * All that the search needs to go on after the event it gave last: `Strategy.run(context, checkpoint)` on a fresh
   * supernet of the same settings gives the events that follow, from the next one on; events that came after the
   * checkpoint come again. To be called after the first event and while no `next` is under way. Reads weights, policy
   * and outstanding metrics from the device, so a checkpoint at every phase or every few seconds is often enough.
   * One taken while deriving, or while a child is evaluated, begins that again. Rejects as `next` would if an
   * outstanding step failed.
   */
  checkpoint(): Promise<SearchCheckpoint>;
}

/** One search strategy: a file with one of these, and a line in `search/strategies.ts`. */
export interface Strategy {
  readonly id: string;
  readonly label: string;
  /** One sentence: what it does, in the field's terms. */
  readonly summary: string;
  /** Those that it has. */
  readonly steps: readonly SingleStep[];
  /** Goes on `from` a checkpoint of the same strategy and settings, where there is one: then the supernet takes up its weights. */
  run(context: SearchContext, from?: SearchCheckpoint): Search;
  /** Highest probability that each decision's choices can reach; empty where nothing bounds them. */
  largestProbability(context: Pick<SearchContext, 'settings' | 'space'>): readonly number[];
}
