/** How long after an error a device may take to say that it was lost. */
const LAST_WORD_MS = 100;

export type Piece = () => unknown;

/** The wait for one piece of work, which something beside any call can end. */
export class Wait {
  #end: ((error: Error) => void) | null = null;

  /**
   * Runs a piece of work. A lost device may leave it waiting for ever, so `endWith` ends the wait; it may also abort a
   * read just before it says that it is lost, so errors wait for that. Rejects with what went wrong.
   */
  async for(piece: Piece): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        this.#end = reject;
        const work = async (): Promise<unknown> => await piece();
        work().then(
          () => resolve(),
          (error: unknown) => {
            setTimeout(() => reject(error instanceof Error ? error : new Error(String(error))), LAST_WORD_MS);
          },
        );
      });
    } finally {
      this.#end = null;
    }
  }

  /** Ends the wait with an error; false where nothing is waited for. */
  endWith(error: Error): boolean {
    this.#end?.(error);
    return this.#end !== null;
  }
}
