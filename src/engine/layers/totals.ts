import type { RawList } from '../raw-list.ts';
import { ROW_SUM_STRIDE, rowSum } from '../kernels/row-sum.ts';
import type { Tape } from '../tape.ts';
import { floatBits } from '../words.ts';

/** Sums of rows that a step leaves side by side, so that one copy takes them all: losses, norms, dL/dz. */
export class Totals {
  readonly #list: RawList;
  readonly at: number;
  readonly #capacity: number;

  /** Recorded at the end of the tape, in the order of such calls. */
  constructor(tape: Tape, name: string, capacity: number) {
    this.at = tape.arena.allocate(name, capacity);
    this.#capacity = capacity;
    this.#list = tape.rawList(ROW_SUM_STRIDE, capacity);
    tape.finish({ kernel: rowSum(tape.tiles), list: this.#list });
  }

  /** Total number `slot` becomes factor × the sum of `rows` vec4 from `at`. */
  run(slot: number, at: number, rows: number, factor: number): void {
    if (slot >= this.#capacity) throw new RangeError(`room for ${this.#capacity} totals`);
    this.#list.push(at, rows, floatBits(factor), this.at + slot);
  }
}
