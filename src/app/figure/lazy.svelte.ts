/** Code that is fetched when it is first wanted, and at hand without a wait from then on. */
export class Lazy<T> {
  /** Null until it is there. */
  value: T | null = $state.raw(null);
  /** The last try failed; the next one may not. */
  failed = $state(false);
  readonly #fetch: () => Promise<T>;

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
  }

  /** Resolves when it is there or cannot be had. */
  async load(): Promise<void> {
    if (this.value !== null) return;
    this.failed = false;
    try {
      this.value = await this.#fetch();
    } catch {
      this.failed = true;
    }
  }
}
