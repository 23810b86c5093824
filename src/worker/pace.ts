/** Slow motion: keeps steps apart by a shortest time. */
export class Pace {
  #milliseconds = 0;
  #lastStepAt = 0;
  #wake: (() => void) | null = null;

  /** Shortest time between two steps; 0 is as fast as it goes. */
  set milliseconds(value: number) {
    this.#milliseconds = Math.max(0, value);
  }

  /** Says that a step begins now, after none or a rest. */
  begin(): void {
    this.#lastStepAt = performance.now();
  }

  /** Whether the next step would have to wait. */
  get waits(): boolean {
    return this.#left() > 0;
  }

  /** Waits until another step may begin, or until `wake` is called. */
  async wait(): Promise<void> {
    const left = this.#left();
    if (left > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    this.#lastStepAt = performance.now();
  }

  wake(): void {
    this.#wake?.();
  }

  #left(): number {
    return this.#lastStepAt + this.#milliseconds - performance.now();
  }
}
