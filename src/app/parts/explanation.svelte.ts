import type { EntryId } from '../words/glossary.ts';

/** How long the pointer rests on a word, and how long the explanation outlasts it on the way over, in ms. */
const [REST, LINGER] = [250, 300];

/** An explained word where it stands, in a text or a drawing. */
export type Word = HTMLElement | SVGElement;

/** The id of the element that shows it. */
export const EXPLANATION = 'explanation';

/** The one explanation that is shown, and the word that it stands at. */
class Explanation {
  entry: EntryId | null = $state(null);
  anchor: Word | null = $state.raw(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(entry: EntryId, anchor: Word, delay = 0): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.anchor?.removeAttribute('aria-describedby');
      this.entry = entry;
      this.anchor = anchor;
      anchor.setAttribute('aria-describedby', EXPLANATION);
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
    this.anchor?.removeAttribute('aria-describedby');
    this.entry = null;
    this.anchor = null;
  }
}

export const explanation = new Explanation();

/** The parts of the page that have one stop of the Tab key each for all their explained words; arrows go from one to the next. */
const REGIONS = '.screen > *';

/** The explained words around one, in the order of the page. */
function around(word: Word): Word[] {
  return [...(word.closest(REGIONS)?.querySelectorAll<Word>('.explained') ?? [])];
}

/** Has a word of a text or a drawing explain itself to whoever points at it, taps it or goes to it. */
export function explains(entry: EntryId): (word: Word) => () => void {
  return (word) => {
    word.classList.add('explained');
    word.setAttribute('role', 'button');
    word.setAttribute('tabindex', around(word)[0] === word ? '0' : '-1');
    const [before, after] = [-1, 1];
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: before,
      ArrowUp: before,
      ArrowRight: after,
      ArrowDown: after,
    };
    const listeners: { readonly [Kind in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Kind]) => void } = {
      pointerenter: ({ pointerType }) => pointerType === 'mouse' && explanation.rest(entry, word),
      pointerleave: ({ pointerType }) => pointerType === 'mouse' && explanation.leave(),
      focus: () => explanation.show(entry, word),
      blur: () => explanation.hide(),
      click: () => explanation.show(entry, word),
      keydown: (event) => {
        const by = moves[event.key];
        if (by === undefined) return;
        event.preventDefault();
        const all = around(word);
        all[(all.indexOf(word) + by + all.length) % all.length]?.focus();
      },
    };
    for (const [kind, listener] of Object.entries(listeners)) word.addEventListener(kind, listener as EventListener);
    return () => {
      if (explanation.anchor === word) explanation.hide();
    };
  };
}

/** Goes to the first explained word of the page, or to the one after that which has the focus. */
export function nextExplained(): void {
  const all = [...document.querySelectorAll<Word>('.screen .explained')].filter(
    (one) => one.getClientRects().length > 0,
  );
  const at = all.findIndex((one) => one === document.activeElement);
  all[(at + 1) % all.length]?.focus();
}
