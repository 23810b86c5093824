import type { ListOf } from '../work-list.ts';
import { rowSum } from '../kernels/row-sum.ts';
import type { Tape } from '../tape.ts';
import { type At, floatBits, past } from '../words.ts';

/** Sums of rows that a step leaves side by side, so that one copy takes them all: losses, norms, dL/dz. */
export class Totals {
  readonly #list: ListOf<typeof rowSum>;
  readonly at: At<'rows'>;
  readonly #capacity: number;

  /** Recorded at the end of the tape, in the order of such calls. */
  constructor(tape: Tape, name: string, capacity: number) {
    this.at = tape.arena.allocate(name, capacity);
    this.#capacity = capacity;
    this.#list = tape.list(rowSum(tape.tiles), capacity);
    tape.finish(this.#list);
  }

  /** Total number `slot` becomes factor × the sum of `count` vec4 from `rows`. */
  run(slot: number, rows: At<'rows'>, count: number, factor: number): void {
    if (slot >= this.#capacity) throw new RangeError(`room for ${this.#capacity} totals`);
    this.#list.push({ rows, count, factor: floatBits(factor), out: past(this.at, slot) });
  }
}
