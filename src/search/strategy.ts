import type { Settings } from '../experiment/settings.ts';
import type { Space } from '../space/space.ts';
import type { Supernet } from '../supernet/supernet.ts';
import type { Task } from '../task/task.ts';
import type { SearchEvent } from './events.ts';

/**
 * What the person (or the run loop) asks of the next step. `follow` goes on with the strategy's own schedule; the
 * others do that one thing out of turn. An out-of-turn step counts towards its round's quota.
 */
export type StepRequest = 'follow' | 'weights' | 'policy' | 'derive';

/** All that a strategy may use. It owns nothing of it but what it makes itself. */
export interface SearchContext {
  readonly settings: Settings;
  readonly space: Space;
  readonly supernet: Supernet;
  readonly task: Task;
  /** Where the engine computes; null where the reference does. */
  readonly device: GPUDevice | null;
}

/**
 * A search as a stream of events that can be paused between any two. `next(request)` says what the next step should
 * be; `return()` releases what the strategy made. Ends after `finished`.
 */
export type Search = AsyncGenerator<SearchEvent, void, StepRequest | undefined>;

/** One search strategy: a file with one of these, and a line in `search/strategies.ts`. */
export interface Strategy {
  readonly id: string;
  readonly label: string;
  /** One sentence: what it does, in the field's terms. */
  readonly summary: string;
  run(context: SearchContext): Search;
  /** Highest probability that each decision's choices can reach; empty where nothing bounds them. */
  largestProbability(context: Pick<SearchContext, 'settings' | 'space'>): readonly number[];
}
