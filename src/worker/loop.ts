import { nextTask } from './turns.ts';

/** How long after an error a device may take to say that it was lost. */
const LAST_WORD_MS = 100;

/** One thing to do between two looks at what was asked. */
export interface Job {
  /** Does it. Its signal is aborted where something beside any call has ended the wait: what comes then comes too late. */
  readonly work: (signal: AbortSignal) => unknown;
  /** Hears why it could not be done, in a sentence or two. */
  readonly refuse: (sentence: string) => void;
  /** Whether it is begun again where it lost its device. */
  readonly again: boolean;
}

/** A job that is done once, whatever becomes of its device. */
export function once(work: Job['work'], refuse: Job['refuse'] = () => undefined): Job {
  return { work, refuse, again: false };
}

/** Where the jobs of a loop come from, and what becomes of those that go wrong. */
export interface LoopParts {
  /** What goes before the jobs that wait; null where there is nothing. */
  readonly first: () => Job | null;
  /** What is to be done where no job waits; null where there is nothing, and the loop rests. */
  readonly rest: () => Job | null;
  /** Says what went wrong; null where the job goes on, or is done again. */
  readonly settle: (error: unknown, job: Job) => Promise<string | null>;
  /** Hears that the loop rests. */
  readonly resting: () => void;
}

/** Does one job after the other. Between any two it lets commands in. */
export class Loop {
  readonly #parts: LoopParts;
  readonly #jobs: Job[] = [];
  #working = false;
  #end: ((error: Error) => void) | null = null;

  constructor(parts: LoopParts) {
    this.#parts = parts;
  }

  /** Has a job done after those that wait. */
  push(job: Job): void {
    this.#jobs.push(job);
  }

  /** Has a job done before those that wait. */
  unshift(job: Job): void {
    this.#jobs.unshift(job);
  }

  /** Ends the job in hand with an error; false where there is none. */
  endWith(error: Error): boolean {
    this.#end?.(error);
    return this.#end !== null;
  }

  /** Goes on while there is something to do; nothing where it does already. */
  async run(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    const { first, rest } = this.#parts;
    const next = (): Job | null => first() ?? this.#jobs.shift() ?? rest();
    try {
      for (let job = next(); job !== null; job = next()) {
        await this.#do(job);
        await nextTask();
      }
    } finally {
      this.#working = false;
      this.#parts.resting();
    }
  }

  async #do(job: Job): Promise<void> {
    try {
      await this.#wait(job);
    } catch (error) {
      const sentence = await this.#parts.settle(error, job);
      if (sentence !== null) job.refuse(sentence);
    }
  }

  /**
   * Waits for a job. A lost device may leave it waiting for ever, so `endWith` ends the wait; it may also abort a read just
   * before it says that it is lost, so errors wait for that. Rejects with what went wrong.
   */
  async #wait({ work }: Job): Promise<void> {
    const over = new AbortController();
    try {
      await new Promise<void>((resolve, reject) => {
        this.#end = reject;
        const done = async (): Promise<unknown> => await work(over.signal);
        done().then(
          () => resolve(),
          (error: unknown) => {
            setTimeout(() => reject(error instanceof Error ? error : new Error(String(error))), LAST_WORD_MS);
          },
        );
      });
    } finally {
      this.#end = null;
      over.abort();
    }
  }
}
