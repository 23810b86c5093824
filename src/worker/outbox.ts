import type { SearchEvent } from '../experiment/events.ts';
import type { StudyId, StudyTable } from '../experiment/studies/studies.ts';
import type { Message, StudyMessage } from './protocol.ts';

/** One display frame at 60 Hz: more often than this the page could not draw. */
const FRAME_MS = 16;

/**
 * Gathers events so that the page gets at most one message of each kind a frame, in the order they happened.
 * Anything else is sent at once, after what was gathered before it.
 */
export class Outbox {
  readonly #post: (message: Message) => void;
  #search: SearchEvent[] = [];
  readonly #studies = new Map<StudyId, object[]>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #lastFlush = -Infinity;

  constructor(post: (message: Message) => void) {
    this.#post = post;
  }

  addSearch(event: SearchEvent): void {
    this.#search.push(event);
    this.#schedule();
  }

  addStudy<K extends StudyId>(study: K, event: StudyTable[K]['event']): void {
    const waiting = this.#studies.get(study);
    if (waiting === undefined) this.#studies.set(study, [event]);
    else waiting.push(event);
    this.#schedule();
  }

  send(message: Message): void {
    this.flush();
    this.#post(message);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#lastFlush = performance.now();
    const search = this.#search;
    const gathered = [...this.#studies];
    this.#search = [];
    this.#studies.clear();
    if (search.length > 0) this.#post({ kind: 'search', events: search });
    for (const [study, events] of gathered) this.#post({ kind: 'study', study, events } as StudyMessage);
  }

  /** At once if the last frame is over: a timer would fire only after the next step, which may take seconds. */
  #schedule(): void {
    if (performance.now() - this.#lastFlush >= FRAME_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), FRAME_MS);
  }
}
