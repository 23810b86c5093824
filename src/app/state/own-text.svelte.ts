import { openRunStore } from '../../experiment/run-store.ts';
import { problemOfText } from '../../task/text/own.ts';

const KEY = 'own-text';

/** The visitor's own text: in this page and, between visits, in this browser; nowhere else. */
export class OwnText {
  /** As typed, pasted or dropped last. */
  text = $state('');
  /** Why it cannot be learned from, as one sentence; null where it can. */
  readonly problem = $derived(problemOfText(this.text));
  /** The browser did not keep it for the next visit. */
  unkept = $state(false);
  readonly #store = openRunStore();

  async load(): Promise<void> {
    const kept = await this.#store.get(KEY).catch(() => null);
    if (typeof kept === 'string' && this.text === '') this.text = kept;
  }

  use(text: string): void {
    this.text = text;
    const kept = text === '' ? this.#store.delete(KEY) : this.#store.put(KEY, text);
    kept.then(
      () => (this.unkept = false),
      () => (this.unkept = true),
    );
  }
}
