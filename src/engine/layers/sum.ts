import type { ListOf } from '../work-list.ts';
import type { Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Totals } from './totals.ts';
import type { TensorRef, Value } from '../value.ts';
import { type At, floatBits, past } from '../words.ts';
import { termGradient, termGradientRows, weightedSum } from '../kernels/sum.ts';

/** One term of a weighted sum. */
export interface SumTerm {
  readonly tensor: TensorRef;
  readonly z: number;
}

/** out = Σ z · tensor. Its terms get their gradients as (gradient of the sum, z); nothing is computed backward. */
export class WeightedSum {
  readonly #list: ListOf<typeof weightedSum>;

  /** `capacity` sums with `terms` terms in all in one step. */
  constructor(tape: Tape, maps: Maps, capacity: number, terms: number) {
    this.#list = tape.list(weightedSum(maps, tape.tiles), capacity, terms);
    tape.record({ forward: [this.#list] });
  }

  run(out: Value, terms: readonly SumTerm[]): void {
    this.#list.push({ out: out.at, firstTerm: this.#list.nextTerm, terms: terms.length });
    for (const { tensor, z } of terms) this.#list.pushTerm({ x: tensor.at, affine: tensor.affine, z: floatBits(z) });
  }
}

/**
 * Gathers the gradients of values from their readers. Recorded after the operation that makes the values and before
 * those that read them, so that the backward pass reaches it between the two.
 */
export class GradientGather {
  readonly #list: ListOf<typeof weightedSum>;
  readonly #values: Value[] = [];
  readonly #unit: At<'affine'>;

  /** `capacity` values with `readers` readers in all in one step. */
  constructor(tape: Tape, maps: Maps, capacity: number, readers: number) {
    this.#unit = tape.unitAffine(maps.channels);
    this.#list = tape.list(weightedSum(maps, tape.tiles), capacity, readers);
    tape.record({ forward: [], backward: [this.#list] });
    tape.beforeSubmit(() => this.#fill());
  }

  /** This step, the value's gradient is gathered here. */
  run(value: Value): void {
    this.#values.push(value);
  }

  #fill(): void {
    for (const value of this.#values) {
      const contributions = value.takeContributions();
      this.#list.push({ out: value.gradient, firstTerm: this.#list.nextTerm, terms: contributions.length });
      for (const { at, z } of contributions) this.#list.pushTerm({ x: at, affine: this.#unit, z: floatBits(z) });
    }
    this.#values.length = 0;
  }
}

/**
 * dL/dz of the terms of weighted sums, each as one total. Recorded before the operations that it concerns, so that the
 * backward pass reaches it when all gradients are there.
 */
export class TermGradients {
  readonly #list: ListOf<typeof termGradient>;
  readonly #rows: At<'rows'>;
  readonly #rowsOfTerm: number;
  readonly #totals: Totals;
  readonly #firstTotal: number;
  readonly #capacity: number;

  /** `capacity` terms in one step; the totals from `firstTotal` on get one row a term. */
  constructor(tape: Tape, maps: Maps, capacity: number, totals: Totals, firstTotal: number) {
    this.#rowsOfTerm = termGradientRows(maps, tape.tiles);
    this.#rows = tape.arena.allocate('sums of term gradients', capacity * this.#rowsOfTerm);
    this.#list = tape.list(termGradient(maps, tape.tiles), capacity);
    tape.record({ forward: [], backward: [this.#list] });
    this.#totals = totals;
    this.#firstTotal = firstTotal;
    this.#capacity = capacity;
  }

  /** `gradient`: that of the sum; the lanes of term `slot`'s total then add up to dL/dz of the term `tensor`. */
  run(slot: number, gradient: At<'gradient'>, tensor: TensorRef): void {
    if (slot >= this.#capacity) throw new RangeError(`room for ${this.#capacity} term gradients`);
    const rows = past(this.#rows, slot * this.#rowsOfTerm);
    this.#list.push({ g: gradient, x: tensor.at, affine: tensor.affine, rows });
    this.#totals.run(this.#firstTotal + slot, rows, this.#rowsOfTerm, 1);
  }
}
