import { MAX_RECORD_CHARACTERS, parseRecord, type ParsedRecord } from './parse-record.ts';
import { recordText } from './record-text.ts';
import type { RunRecord } from './record.ts';
import { type BrowserStore, whyUnkept } from './storage.ts';

/** A place that keeps values between visits, by key. */
export type RunStore = Pick<BrowserStore, 'get' | 'put' | 'delete'>;

/** `sentence` says why it was not done; null when all went well. */
export type Kept = { readonly sentence: string | null };

const RECORD_KEY = 'last-run';

/** The last run, kept in the browser so that a closed tab loses nothing. */
export class LastRun {
  readonly #store: RunStore;

  constructor(store: RunStore) {
    this.#store = store;
  }

  /** Replaces the record that was kept. If there is no room, the one before stays. */
  async keep(record: RunRecord): Promise<Kept> {
    const text = recordText(record);
    if (text.length > MAX_RECORD_CHARACTERS) return { sentence: 'The run is too long to be kept for the next visit.' };
    return this.#put(RECORD_KEY, text, 'This run');
  }

  /** The record that was kept; null where there is none. A damaged one is dropped, with the reason. */
  async load(): Promise<ParsedRecord | null> {
    const text = await this.#get(RECORD_KEY);
    if (text === null) return null;
    const parsed = parseRecord(text);
    if (!parsed.ok) await Promise.allSettled([this.#store.delete(RECORD_KEY)]);
    return parsed;
  }

  async forget(): Promise<void> {
    await Promise.allSettled([this.#store.delete(RECORD_KEY)]);
  }

  async #put(key: string, text: string, what: string): Promise<Kept> {
    try {
      await this.#store.put(key, text);
      return { sentence: null };
    } catch (error) {
      return {
        sentence: `${what} could not be kept for the next visit: ${whyUnkept(error)}; export the run as a file instead.`,
      };
    }
  }

  /** A browser that keeps nothing (a private window, say) is as good as one that has nothing yet. */
  async #get(key: string): Promise<string | null> {
    try {
      const value = await this.#store.get(key);
      return typeof value === 'string' ? value : null;
    } catch {
      return null;
    }
  }
}
