import type { Settings } from '../../experiment/settings.ts';
import { problemOfBatches, problemOfText, trainCharactersOf } from '../../task/text/own.ts';

const KEY = 'own-text';

/** The visitor's own text: in this page and, between visits, in this browser; nowhere else. */
export class OwnText {
  /** As typed, pasted or dropped last. */
  text = $state('');
  readonly #problem = $derived(problemOfText(this.text));
  readonly #trainCharacters = $derived(trainCharactersOf(this.text));
  /** The browser did not keep it for the next visit. */
  unkept = $state(false);

  /** Why such a run cannot learn from it, as one sentence; null where it can. */
  problemFor(settings: Settings): string | null {
    return this.#problem ?? problemOfBatches(this.#trainCharacters, settings);
  }

  async load(): Promise<void> {
    const kept = await runStore()
      .then((store) => store.get(KEY))
      .catch(() => null);
    if (typeof kept === 'string' && this.text === '') this.text = kept;
  }

  use(text: string): void {
    this.text = text;
    const kept = runStore().then((store) => (text === '' ? store.delete(KEY) : store.put(KEY, text)));
    kept.then(
      () => (this.unkept = false),
      () => (this.unkept = true),
    );
  }
}

/** Fetched when it is first needed. */
async function runStore() {
  return (await import('../../experiment/run-store.ts')).runStore;
}
