import type { SearchEvent } from '../experiment/events.ts';
import type { SearchCheckpoint } from './checkpoint.ts';
import type { SearchContext } from './context.ts';

/**
 * What the person (or the run loop) asks of the next step. `follow` goes on with the method's own schedule; the others do
 * that one thing out of turn: a shared-weight step, an evaluation, deriving. It counts towards its round's quota.
 */
export type StepRequest = 'follow' | 'weights' | 'evaluate' | 'derive';

/**
 * A search as a stream of events that can be paused between any two. `next(request)` says what the next step should
 * be; `return()` releases what the method made. Ends after `finished`.
 * Following its schedule, it may have submitted steps whose events are still to come; they come before anything else
 * that is asked for.
 */
export interface Search extends AsyncGenerator<SearchEvent, void, StepRequest | undefined> {
  /**
   * All that the search needs to go on after the event it gave last: `MethodRunner.run(context, checkpoint)` on a fresh
   * supernet of the same settings gives the events that follow, from the next one on; events that came after the
   * checkpoint come again. To be called after the first event and while no `next` is under way. Reads weights, policy
   * and outstanding metrics from the device, so a checkpoint at every phase or every few seconds is often enough.
   * One taken while deriving, or while a child is evaluated, begins that again. Rejects as `next` would if an
   * outstanding step failed.
   */
  checkpoint(): Promise<SearchCheckpoint>;
}

/** How a search method computes: a file with one of these, and a line in `search/runners.ts`. */
export interface MethodRunner {
  /** Goes on `from` a checkpoint of the same method and settings, where there is one: then the supernet takes up its weights. */
  run(context: SearchContext, from?: SearchCheckpoint): Search;
  /** Highest probability that each decision's choices can reach; empty where nothing bounds them. */
  largestProbability(context: Pick<SearchContext, 'settings' | 'space'>): readonly number[];
}
