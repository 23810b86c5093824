import type { SearchCheckpoint } from '../search/checkpoint.ts';
import type { SearchEvent } from '../experiment/events.ts';
import type { Search, StepRequest } from '../search/search.ts';

/** Events after which a checkpoint is taken within a phase, so that little is ever computed again. */
const EVENTS_BETWEEN = 50;

/** What came of computing lost steps again. */
export interface Redone {
  readonly steps: number;
  /** Whether they gave the same numbers as the first time, as they do on the same device. */
  readonly same: boolean;
}

/**
 * The way back to where a search is, should its device be lost: the newest checkpoint, and what was asked and answered
 * since. Kept in memory only.
 */
export class ReplayLog {
  #checkpoint: SearchCheckpoint | undefined;
  #since: { readonly request: StepRequest; readonly event: SearchEvent }[] = [];

  /** Where a new search has to begin; undefined: anew. */
  get checkpoint(): SearchCheckpoint | undefined {
    return this.#checkpoint;
  }

  add(request: StepRequest, event: SearchEvent): void {
    this.#since.push({ request, event });
  }

  /** Takes a checkpoint after each phase's beginning and every so many steps; to be called between two steps. */
  async keepUp(search: Search): Promise<void> {
    const last = this.#since.at(-1)?.event;
    if (last === undefined) return;
    if (last.kind !== 'phase' && !(isStep(last) && this.#since.length >= EVENTS_BETWEEN)) return;
    this.#checkpoint = await search.checkpoint();
    this.#since = [];
  }

  /** Brings a search begun at the checkpoint to where the lost one was; `stop` is asked before each step. */
  async redo(search: Search, progress: (done: number, total: number) => void, stop: () => boolean): Promise<Redone> {
    let [steps, same] = [0, true];
    for (const [done, { request, event }] of this.#since.entries()) {
      if (stop()) break;
      progress(done, this.#since.length);
      const { value } = await search.next(request);
      if (isStep(event)) steps++;
      same &&= JSON.stringify(value) === JSON.stringify(event);
    }
    return { steps, same };
  }
}

/** Whether an event tells of something computed whole, rather than that it begins or how far it is. */
function isStep(event: SearchEvent): boolean {
  return event.kind !== 'phase' && 'round' in event;
}
