/** A value that may change every frame, shown at most once in `interval` ms so that it can be read. */
export class Paced<T> {
  shown: T = $state.raw() as T;
  #latest: T;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(first: T) {
    this.shown = first;
    this.#latest = first;
  }

  /** Shows `value` at once if the last one has stood long enough, else when it has. */
  offer(value: T, interval: number): void {
    this.#latest = value;
    if (this.#timer !== null) {
      if (interval > 0) return;
      clearTimeout(this.#timer);
    }
    this.shown = value;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#latest !== this.shown) this.offer(this.#latest, interval);
    }, interval);
  }
}
