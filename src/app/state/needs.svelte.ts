import type { Settings } from '../../experiment/settings.ts';
import type { Needs } from '../../worker/protocol.ts';
import { sameSettings } from './settings.svelte.ts';

/** How long settings must rest before they are estimated, in ms: a dragged slider passes many values. */
const ASK_AFTER = 80;

/** What a run of the settings on the page would need, asked of the worker whenever they change. */
export class NeedsInView {
  /** Of the settings as last answered; null before the first answer. */
  current: Needs | null = $state.raw(null);
  readonly #send: (settings: Settings) => void;
  #asked: Settings | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (settings: Settings) => void) {
    this.#send = send;
  }

  ask(settings: Settings): void {
    this.#asked = settings;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(settings), ASK_AFTER);
  }

  /** Takes in an answer, unless the settings have changed again since. */
  answer(settings: Settings, needs: Needs): void {
    if (this.#asked !== null && sameSettings(settings, this.#asked)) this.current = needs;
  }
}
