import type { RawList } from '../raw-list.ts';
import type { Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Totals } from './totals.ts';
import type { TensorRef, Value } from '../value.ts';
import { floatBits } from '../words.ts';
import {
  SUM_STRIDE,
  SUM_TERM_STRIDE,
  WEIGHT_GRADIENT_STRIDE,
  weightedSum,
  weightGradient,
  weightGradientPartials,
} from '../kernels/sum.ts';

/** One term of a weighted sum. */
export interface SumTerm {
  readonly tensor: TensorRef;
  readonly z: number;
}

/** out = Σ z · tensor. Its terms get their gradients as (gradient of the sum, z); nothing is computed backward. */
export class WeightedSum {
  readonly #list: RawList;

  /** `capacity` sums with `terms` terms in all in one step. */
  constructor(tape: Tape, maps: Maps, capacity: number, terms: number) {
    this.#list = tape.rawList(SUM_STRIDE, capacity, SUM_TERM_STRIDE, terms);
    tape.record({ forward: [{ kernel: weightedSum(maps, tape.tiles), list: this.#list }] });
  }

  run(out: Value, terms: readonly SumTerm[]): void {
    this.#list.push(out.at, this.#list.termCount, terms.length);
    for (const { tensor, z } of terms) this.#list.pushTerm(tensor.at, tensor.affine, floatBits(z));
  }
}

/**
 * Gathers the gradients of values from their readers. Recorded after the operation that makes the values and before
 * those that read them, so that the backward pass reaches it between the two.
 */
export class GradientGather {
  readonly #list: RawList;
  readonly #values: Value[] = [];
  readonly #unit: number;

  /** `capacity` values with `readers` readers in all in one step. */
  constructor(tape: Tape, maps: Maps, capacity: number, readers: number) {
    this.#unit = tape.unitAffine(maps.channels);
    this.#list = tape.rawList(SUM_STRIDE, capacity, SUM_TERM_STRIDE, readers);
    tape.record({ forward: [], backward: [{ kernel: weightedSum(maps, tape.tiles), list: this.#list }] });
    tape.beforeSubmit(() => this.#fill());
  }

  /** This step, the value's gradient is gathered here. */
  run(value: Value): void {
    this.#values.push(value);
  }

  #fill(): void {
    for (const value of this.#values) {
      const sources = value.takeContributions();
      this.#list.push(value.gradient, this.#list.termCount, sources.length / 2);
      for (let i = 0; i < sources.length; i += 2) {
        this.#list.pushTerm(sources[i] as number, this.#unit, sources[i + 1] as number);
      }
    }
    this.#values.length = 0;
  }
}

/**
 * dL/dz of the terms of weighted sums, each as one total. Recorded before the operations that it concerns, so that the
 * backward pass reaches it when all gradients are there.
 */
export class TermGradients {
  readonly #list: RawList;
  readonly #partials: number;
  readonly #rows: number;
  readonly #totals: Totals;
  readonly #firstTotal: number;
  readonly #capacity: number;

  /** `capacity` terms in one step; the totals from `firstTotal` on get one row a term. */
  constructor(tape: Tape, maps: Maps, capacity: number, totals: Totals, firstTotal: number) {
    this.#rows = weightGradientPartials(maps, tape.tiles);
    this.#partials = tape.arena.allocate('sums of term gradients', capacity * this.#rows);
    this.#list = tape.rawList(WEIGHT_GRADIENT_STRIDE, capacity);
    tape.record({ forward: [], backward: [{ kernel: weightGradient(maps, tape.tiles), list: this.#list }] });
    this.#totals = totals;
    this.#firstTotal = firstTotal;
    this.#capacity = capacity;
  }

  /** `gradient`: that of the sum; the lanes of term `slot`'s total then add up to dL/dz of the term `tensor`. */
  run(slot: number, gradient: number, tensor: TensorRef): void {
    if (slot >= this.#capacity) throw new RangeError(`room for ${this.#capacity} term gradients`);
    const at = this.#partials + slot * this.#rows;
    this.#list.push(gradient, tensor.at, tensor.affine, at);
    this.#totals.run(this.#firstTotal + slot, at, this.#rows, 1);
  }
}
