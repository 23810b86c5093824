import type { RetrainEvent, SearchEvent } from '../search/events.ts';
import type { Message } from './protocol.ts';

/** One display frame at 60 Hz: more often than this the page could not draw. */
const FRAME_MS = 16;

/**
 * Gathers events so that the page gets at most one message of each kind a frame, in the order they happened.
 * Anything else is sent at once, after what was gathered before it.
 */
export class Outbox {
  readonly #post: (message: Message) => void;
  #search: SearchEvent[] = [];
  #retrain: RetrainEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(post: (message: Message) => void) {
    this.#post = post;
  }

  addSearch(event: SearchEvent): void {
    this.#search.push(event);
    this.#schedule();
  }

  addRetrain(event: RetrainEvent): void {
    this.#retrain.push(event);
    this.#schedule();
  }

  send(message: Message): void {
    this.flush();
    this.#post(message);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const search = this.#search;
    const retrain = this.#retrain;
    this.#search = [];
    this.#retrain = [];
    if (search.length > 0) this.#post({ kind: 'search', events: search });
    if (retrain.length > 0) this.#post({ kind: 'retrain', events: retrain });
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.flush(), FRAME_MS);
  }
}
