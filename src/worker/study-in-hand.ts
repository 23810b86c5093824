import { studies, type StudyId, type StudyTable } from '../experiment/studies/studies.ts';
import type { StudyContext, StudyRunner } from '../search/studies/study.ts';
import { studyRunners } from '../search/studies/studies.ts';
import type { Reply } from './reply.ts';

/** A study beside a search that is under way, and the request that it answers at its end. */
export class StudyInHand<K extends StudyId = StudyId> {
  readonly id: K;
  readonly #options: StudyTable[K]['options'];
  readonly #reply: Reply;
  readonly #stop = new AbortController();
  #events: AsyncGenerator<StudyTable[K]['event'], void, unknown> | null = null;

  constructor(id: K, options: StudyTable[K]['options'], reply: Reply) {
    this.id = id;
    this.#options = options;
    this.#reply = reply;
  }

  /** Whether it can be taken up on another device after the one that it ran on was lost. */
  get resumable(): boolean {
    return studies[this.id].resumed !== null;
  }

  /** Begins it, or takes it up after what is done of it. */
  run(context: StudyContext, soFar: StudyTable[K]['outcome']): void {
    const runner: StudyRunner<StudyTable[K]> = studyRunners[this.id];
    this.#events = runner(context, this.#options, this.#stop.signal, soFar);
  }

  /** Its next event; null where it is over. Rejects with what goes wrong in it. */
  async next(): Promise<StudyTable[K]['event'] | null> {
    const result = await this.#events?.next();
    return result === undefined || result.done === true ? null : result.value;
  }

  /** Has it end after the step in hand. */
  cancel(): void {
    this.#stop.abort();
  }

  /** Answers the request; a refusal where a sentence says what went wrong. */
  answer(failure?: string): void {
    if (failure !== undefined) this.#reply.refuse(failure);
    else this.#reply.give({ kind: 'study-ended', study: this.id, cancelled: this.#stop.signal.aborted });
  }

  /** Ends it here and waits until it has let go of what it held; not to be called while `next` is under way. */
  async dispose(): Promise<void> {
    this.cancel();
    await this.#events?.return();
    this.answer();
  }
}
