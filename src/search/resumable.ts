import type { SearchCheckpoint } from './checkpoint.ts';
import type { SearchEvent } from '../experiment/events.ts';
import type { Search, StepRequest } from './search.ts';

/** A search that was made: its events, and how to take it up elsewhere. */
export interface MadeSearch {
  events(): AsyncGenerator<SearchEvent, void, StepRequest | undefined>;
  checkpoint(): Promise<SearchCheckpoint>;
  /** Throws a `RangeError` where the checkpoint is of another kind of search. */
  restore(from: SearchCheckpoint): void;
  dispose(): void;
}

/** A search that is made at its first step, taken up from a checkpoint where there is one, and disposed at its end. */
export function resumable(make: () => Promise<MadeSearch>, from?: SearchCheckpoint): Search {
  let made: MadeSearch | null = null;
  async function* run(): AsyncGenerator<SearchEvent, void, StepRequest | undefined> {
    const search = await make();
    try {
      if (from !== undefined) search.restore(from);
      made = search;
      yield* search.events();
    } finally {
      search.dispose();
    }
  }
  return Object.assign(run(), {
    checkpoint: async () => {
      if (made === null) throw new Error('A search that has not begun has no checkpoint.');
      return made.checkpoint();
    },
  });
}
