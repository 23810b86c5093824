import { LIST_HEADER_WORDS } from './wgsl.ts';

/**
 * The work of one dispatch: entries of `stride` words, chosen anew for each step, and their terms. Room is reserved
 * while the plan is built, so that choosing other work allocates nothing.
 */
export class RawList {
  #entries = new Uint32Array(0);
  #terms = new Uint32Array(0);
  readonly #stride: number;
  readonly #termStride: number;
  #count = 0;
  #termCount = 0;

  /** `stride` words an entry and, where entries have lists of their own, `termStride` words a term. */
  constructor(stride: number, termStride = 0) {
    this.#stride = stride;
    this.#termStride = termStride;
  }

  /** Makes room for so many more entries and terms. */
  reserve(entries: number, terms = 0): void {
    this.#entries = new Uint32Array(this.#entries.length + entries * this.#stride);
    this.#terms = new Uint32Array(this.#terms.length + terms * this.#termStride);
  }

  get count(): number {
    return this.#count;
  }

  /** Terms so far: the index that the next entry's first term will have. */
  get termCount(): number {
    return this.#termCount;
  }

  /** Words that this list takes in the table when it is full. */
  get capacityWords(): number {
    return LIST_HEADER_WORDS + this.#entries.length + this.#terms.length;
  }

  clear(): void {
    this.#count = 0;
    this.#termCount = 0;
  }

  /** Appends one entry of exactly `stride` words. Throws a `RangeError` beyond the capacity. */
  push(...words: readonly number[]): void {
    const start = this.#count * this.#stride;
    if (words.length !== this.#stride || start + this.#stride > this.#entries.length) {
      throw new RangeError(`work list: entry of ${words.length} words does not fit (${this.#count} entries held)`);
    }
    for (let i = 0; i < words.length; i++) this.#entries[start + i] = words[i] as number;
    this.#count++;
  }

  /** Appends one term; the entry that owns it names its index. */
  pushTerm(...words: readonly number[]): void {
    const start = this.#termCount * this.#termStride;
    if (words.length !== this.#termStride || start + this.#termStride > this.#terms.length) {
      throw new RangeError(`work list: term of ${words.length} words does not fit (${this.#termCount} terms held)`);
    }
    for (let i = 0; i < words.length; i++) this.#terms[start + i] = words[i] as number;
    this.#termCount++;
  }

  /** Writes header, entries and terms into `table` from word `at`; returns the word after the last. */
  pack(table: Uint32Array, at: number): number {
    const entryWords = this.#count * this.#stride;
    const termWords = this.#termCount * this.#termStride;
    const termsAt = LIST_HEADER_WORDS + entryWords;
    table[at] = termsAt;
    table.set(this.#entries.subarray(0, entryWords), at + LIST_HEADER_WORDS);
    table.set(this.#terms.subarray(0, termWords), at + termsAt);
    return at + termsAt + termWords;
  }
}
