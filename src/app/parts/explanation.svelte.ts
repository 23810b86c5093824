import type { EntryId } from '../words/glossary.ts';

/** How long the pointer rests on a word, and how long the explanation outlasts it on the way over, in ms. */
const [REST, LINGER] = [250, 300];

/** An explained word where it stands, in a text or a drawing. */
export type Word = HTMLElement | SVGElement;

/** The one explanation that is shown, and the word that it stands at. */
class Explanation {
  entry: EntryId | null = $state(null);
  anchor: Word | null = $state.raw(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(entry: EntryId, anchor: Word, delay = 0): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.entry = entry;
      this.anchor = anchor;
    }, delay);
  }

  /** The pointer has come to rest on a word. */
  rest(entry: EntryId, anchor: Word): void {
    this.show(entry, anchor, this.anchor === anchor ? 0 : REST);
  }

  /** The pointer has left the word or its explanation, maybe for the other of the two. */
  leave(): void {
    clearTimeout(this.#timer);
    if (this.anchor !== document.activeElement) this.#timer = setTimeout(() => this.hide(), LINGER);
  }

  stay(): void {
    clearTimeout(this.#timer);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.entry = null;
    this.anchor = null;
  }
}

export const explanation = new Explanation();

/** The parts of the page that have one stop of the Tab key each for all their explained words; arrows go from one to the next. */
const REGIONS = '.screen > *';

/** The explained words around one, in the order of the page. */
export function explainedAround(word: Element): Word[] {
  return [...(word.closest(REGIONS)?.querySelectorAll<Word>('.explained') ?? [])];
}

/** Goes to the first explained word of the page, or to the one after that which has the focus. */
export function nextExplained(): void {
  const all = [...document.querySelectorAll<Word>('.screen .explained')].filter(
    (one) => one.getClientRects().length > 0,
  );
  const at = all.findIndex((one) => one === document.activeElement);
  all[(at + 1) % all.length]?.focus();
}
