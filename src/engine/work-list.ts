import type { Kernel } from './kernel.ts';
import { LIST_HEADER_WORDS } from './wgsl.ts';
import type { TermIndex, Written } from './words.ts';

/**
 * The work of one dispatch: entries of a kernel's words, chosen anew for each step, and their terms. Room is reserved
 * while the plan is built, so that choosing other work allocates no buffers.
 */
export class WorkList<Entry extends Written = Written, Term extends Written = Written> {
  readonly kernel: Kernel<Entry, Term>;
  readonly #entryNames: readonly string[];
  readonly #termNames: readonly string[];
  #entries = new Uint32Array(0);
  #terms = new Uint32Array(0);
  #count = 0;
  #termCount = 0;

  constructor(kernel: Kernel<Entry, Term>) {
    this.kernel = kernel;
    this.#entryNames = kernel.entry.names;
    this.#termNames = kernel.term?.names ?? [];
  }

  /** Makes room for so many more entries and terms. */
  reserve(entries: number, terms = 0): void {
    this.#entries = new Uint32Array(this.#entries.length + entries * this.#entryNames.length);
    this.#terms = new Uint32Array(this.#terms.length + terms * this.#termNames.length);
  }

  get count(): number {
    return this.#count;
  }

  /** The index that the next term will have. */
  get nextTerm(): TermIndex {
    return this.#termCount as TermIndex;
  }

  /** Words that this list takes in the table when it is full. */
  get capacityWords(): number {
    return LIST_HEADER_WORDS + this.#entries.length + this.#terms.length;
  }

  clear(): void {
    this.#count = 0;
    this.#termCount = 0;
  }

  /** Appends one entry. Throws a `RangeError` beyond the capacity. */
  push(entry: Entry): void {
    write(this.#entries, this.#entryNames, this.#count, entry);
    this.#count++;
  }

  /** Appends one term; the entry that owns it names its index. */
  pushTerm(term: Term): void {
    write(this.#terms, this.#termNames, this.#termCount, term);
    this.#termCount++;
  }

  /** Writes header, entries and terms into `table` from word `at`; returns the word after the last. */
  pack(table: Uint32Array, at: number): number {
    const entryWords = this.#count * this.#entryNames.length;
    const termWords = this.#termCount * this.#termNames.length;
    const termsAt = LIST_HEADER_WORDS + entryWords;
    table[at] = termsAt;
    table.set(this.#entries.subarray(0, entryWords), at + LIST_HEADER_WORDS);
    table.set(this.#terms.subarray(0, termWords), at + termsAt);
    return at + termsAt + termWords;
  }
}

/** The work list of the kernels that a function makes. */
export type ListOf<Make extends (...shape: never[]) => Kernel> =
  ReturnType<Make> extends Kernel<infer Entry, infer Term> ? WorkList<Entry, Term> : never;

/** Writes values as the words of place `index`, in the order of the names. */
function write(target: Uint32Array, names: readonly string[], index: number, values: Written): void {
  const start = index * names.length;
  if (start + names.length > target.length) throw new RangeError(`a work list has room for ${index} of its kind`);
  let next = 0;
  // Several times as fast as reading by name, where values come in the order of the declaration, as nearly all do.
  for (const name in values) {
    if (name !== names[next]) break;
    target[start + next++] = values[name] as number;
  }
  for (; next < names.length; next++) target[start + next] = values[names[next] as string] as number;
}
