/** How work beside the search ended. */
export interface AsideEnd {
  readonly cancelled: boolean;
}

/** Work beside the search, as a stream of events that can be cancelled. */
export class Aside<T extends object> {
  #current: { readonly events: AsyncGenerator<T, void, unknown>; readonly stop: AbortController } | null = null;

  get running(): boolean {
    return this.#current !== null;
  }

  /** Begins it; what was under way is told to stop and forgotten. */
  start(begin: (signal: AbortSignal) => AsyncGenerator<T, void, unknown>): void {
    this.cancel();
    const stop = new AbortController();
    this.#current = { events: begin(stop.signal), stop };
  }

  cancel(): void {
    this.#current?.stop.abort();
  }

  /** Its next event, or how it ended; `end` then forgets it. */
  async advance(): Promise<T | AsideEnd> {
    const current = this.#current;
    if (current === null) return { cancelled: true };
    const { done, value } = await current.events.next();
    return done === true ? { cancelled: current.stop.signal.aborted } : value;
  }

  end(): void {
    this.#current = null;
  }

  /** Cancels it and waits until it has let go of what it held. */
  async dispose(): Promise<void> {
    this.cancel();
    await this.#current?.events.return();
    this.end();
  }
}
