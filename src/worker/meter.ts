/** How far back the speed looks. */
const WINDOW_MS = 3_000;

/** Counts computing time and child steps; time spent paused or waiting for a slow pace does not count. */
export class Meter {
  #seconds = 0;
  #steps: { readonly at: number; readonly count: number }[] = [];

  /** Runs `work` and counts its time. */
  async time<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#seconds += (performance.now() - start) / 1_000;
    }
  }

  /** Says that `count` children were trained or scored just now. */
  addSteps(count: number): void {
    this.#steps.push({ at: performance.now(), count });
  }

  /** Computing time so far. */
  get seconds(): number {
    return this.#seconds;
  }

  /** Children trained or scored a second, over the last three seconds. */
  get stepsPerSecond(): number {
    const now = performance.now();
    this.#steps = this.#steps.filter(({ at }) => now - at < WINDOW_MS);
    const first = this.#steps[0];
    if (first === undefined || this.#steps.length < 2) return 0;
    const counted = this.#steps.slice(1).reduce((sum, { count }) => sum + count, 0);
    return (counted * 1_000) / Math.max(1, now - first.at);
  }
}
