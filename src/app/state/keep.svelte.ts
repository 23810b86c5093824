import { LastRun } from '../../experiment/last-run.ts';
import { openRunStore } from '../../experiment/run-store.ts';
import { Run } from './run.svelte.ts';
import type { Session } from './session.svelte.ts';

/** The last run of an earlier visit, and the keeping of this one whenever it comes to rest. */
export class Keeper {
  /** What was kept before, ready to be looked at; null where there is none. */
  earlier: Run | null = $state.raw(null);
  readonly #store = new LastRun(openRunStore());

  async load(): Promise<void> {
    const kept = await this.#store.load();
    if (kept?.ok !== true) return;
    const { record, history } = kept;
    this.earlier = Run.fromHistory(record.settings, history, {
      name: 'The last run',
      adapter: record.adapter,
      seconds: record.counters.seconds,
    });
  }

  /** Keeps the live run; a sentence comes back where the browser could not. */
  async keep(session: Session): Promise<string | null> {
    const record = await session.record();
    return record === null ? null : (await this.#store.keep(record)).sentence;
  }
}
