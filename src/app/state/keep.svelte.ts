import type { LastRun } from '../../experiment/last-run.ts';
import type { RunHistory } from '../../experiment/history.ts';
import type { RunRecord } from '../../experiment/record.ts';
import type { Settings } from '../../experiment/settings.ts';
import { unloaded } from '../words/unloaded.ts';
import { nowAndThen } from './now-and-then.ts';
import { Run } from './run.svelte.ts';
import type { Session } from './session.svelte.ts';

/** Keeping asks the worker for the record between two steps and writes it: at most a hundredth of the time. */
const WHILE_BUSY = { every: 20_000, share: 0.01 };

/** The last run of an earlier visit, and the keeping of this one: whenever it comes to rest, and now and then before. */
export class Keeper {
  /** What was kept before, ready to be looked at; null where there is none. */
  earlier: Run | null = $state.raw(null);
  /** It was told that runs under way cannot be kept. */
  #told = false;

  async load(): Promise<void> {
    const kept = await (await this.#lastRun())?.load();
    if (kept?.ok !== true) return;
    this.#offer('The last run', kept.record, kept.record.settings, kept.history);
  }

  #offer(name: string, record: RunRecord, settings: Settings, history: RunHistory): void {
    const { adapter, counters } = record;
    this.earlier = Run.fromHistory(settings, history, { name, record, adapter, seconds: counters.seconds });
  }

  /** Has the live run, which is about to be replaced, ready to be looked at. */
  async setAside(session: Session): Promise<void> {
    const { settings, history } = session.run;
    const record = await session.record();
    if (record !== null) this.#offer('The run before', record, settings, history);
  }

  /** Keeps the live run; a sentence comes back where the browser could not. */
  async keep(session: Session): Promise<string | null> {
    const record = await session.record();
    if (record === null) return null;
    const lastRun = await this.#lastRun();
    return lastRun === null ? unloaded : (await lastRun.keep(record)).sentence;
  }

  /**
   * Keeps the live run now and then until the function that comes back is called; `tell` hears once why the browser could
   * not, if so.
   */
  keepWhileBusy(session: Session, tell: (sentence: string) => void): () => void {
    return nowAndThen(async () => {
      const sentence = await this.keep(session);
      if (sentence === null || this.#told) return;
      this.#told = true;
      tell(sentence);
    }, WHILE_BUSY);
  }

  /** Reading and writing records is fetched when it is first needed; null where it cannot be. */
  async #lastRun(): Promise<LastRun | null> {
    const modules = [import('../../experiment/last-run.ts'), import('../../experiment/run-store.ts')] as const;
    const loaded = await Promise.all(modules).catch(() => null);
    return loaded && new loaded[0].LastRun(loaded[1].runStore);
  }
}
