/**
 * A long series made as wide as the drawing: one bucket a pixel column, filled as values arrive, so that drawing costs
 * the same after a hundred thousand steps as after a hundred.
 */
export class ColumnSeries {
  readonly columns: number;
  readonly #sums: Float64Array;
  readonly #counts: Uint32Array;
  #last: number | null = null;
  #lastColumn = -1;
  #low = Infinity;
  #high = -Infinity;

  constructor(columns: number) {
    this.columns = columns;
    this.#sums = new Float64Array(columns);
    this.#counts = new Uint32Array(columns);
  }

  /** Adds a value at `at`, a part of the whole width from 0 to 1. Values that are not numbers are left out. */
  add(at: number, value: number): void {
    if (!Number.isFinite(value)) return;
    const column = columnOf(at, this.columns);
    this.#sums[column] = (this.#sums[column] ?? 0) + value;
    this.#counts[column] = (this.#counts[column] ?? 0) + 1;
    this.#last = value;
    this.#lastColumn = column;
    this.#low = Math.min(this.#low, value);
    this.#high = Math.max(this.#high, value);
  }

  /** Smallest and largest value added; null before the first. */
  extent(): readonly [number, number] | null {
    return this.#last === null ? null : [this.#low, this.#high];
  }

  /** Mean of each column that has values, left to right, up to and with the column of `until`. */
  points(until = 1): { readonly column: number; readonly value: number }[] {
    const points = [];
    const end = columnOf(until, this.columns);
    for (let column = 0; column <= end; column++) {
      const n = this.#counts[column] ?? 0;
      if (n > 0) points.push({ column, value: (this.#sums[column] ?? 0) / n });
    }
    return points;
  }

  /**
   * The nearest filled column at or before `at`: its mean, with how many values it stands for. Of the newest column the
   * newest value alone, which is the one that the page speaks of.
   */
  read(at: number): { readonly value: number; readonly count: number } | null {
    for (let column = columnOf(at, this.columns); column >= 0; column--) {
      const n = this.#counts[column] ?? 0;
      if (column === this.#lastColumn && this.#last !== null) return { value: this.#last, count: 1 };
      if (n > 0) return { value: (this.#sums[column] ?? 0) / n, count: n };
    }
    return null;
  }
}

function columnOf(at: number, columns: number): number {
  return Math.min(columns - 1, Math.max(0, Math.floor(at * columns)));
}

/** Dots on a grid as fine as the drawing: equal places are kept once. */
export class DotSeries {
  readonly #columns: number;
  readonly #rows: number;
  readonly #seen = new Map<number, { readonly column: number; readonly value: number }>();
  #low = Infinity;
  #high = -Infinity;

  /** `rows` steps a unit of the value tell two dots of one column apart. */
  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#rows = rows;
  }

  add(at: number, value: number): void {
    if (!Number.isFinite(value)) return;
    const column = columnOf(at, this.#columns);
    const row = Math.round(value * this.#rows);
    this.#low = Math.min(this.#low, value);
    this.#high = Math.max(this.#high, value);
    this.#seen.set(row * this.#columns + column, { column, value });
  }

  extent(): readonly [number, number] | null {
    return this.#seen.size === 0 ? null : [this.#low, this.#high];
  }

  points(): Iterable<{ readonly column: number; readonly value: number }> {
    return this.#seen.values();
  }
}
