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

/** The wait for one job, which something beside any call can end. */
export class Wait {
  #end: ((error: Error) => void) | null = null;

  /**
   * Runs a job. A lost device may leave it waiting for ever, so `endWith` ends the wait; it may also abort a read just
   * before it says that it is lost, so errors wait for that. Rejects with what went wrong.
   */
  async for({ work }: Job): Promise<void> {
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

  /** Ends the wait with an error; false where nothing is waited for. */
  endWith(error: Error): boolean {
    this.#end?.(error);
    return this.#end !== null;
  }
}
