import type { RawList } from '../raw-list.ts';
import type { ParameterGradients } from '../gradients.ts';
import { channelQuads, mapQuads, type Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { TensorRef, Value } from '../value.ts';
import { coefficientQuads } from '../kernels/norm.ts';
import { Norm, type NormParameters, type NormShape, type NormSlot } from './norm.ts';
import {
  RESIDUAL_BACKWARD_STRIDE,
  RESIDUAL_STRIDE,
  RESIDUAL_TERM_STRIDE,
  residualBackward,
  residualForward,
  residualTiles,
} from '../kernels/residual.ts';

export interface ResidualSlot {
  readonly output: Value;
  /** Null where the sum is not normalised. */
  readonly norm: NormSlot | null;
  /** Where the gradient of the sum will lie, and that of the main branch before its ReLU. */
  readonly sumGradient: number;
  readonly mainGradient: number;
}

const normShape = (maps: Maps, tiles: Tiles): NormShape => ({ maps, tile: residualTiles(maps, tiles), sums: null });

/**
 * relu(main) + Σ skips, then batch-norm, for many uses at once: how a macro layer ends (methods/enas 3.3). The main
 * branch is the output of a `Convolution` or a `Separable`, read through affine and ReLU, or of a pool that itself reads
 * through a ReLU, which another one does not change. It gets `{ at: slot.mainGradient, z: 1 }` as its gradient.
 * A first layer's has no skips and no batch-norm.
 */
export class ResidualSum {
  readonly #forward: RawList;
  readonly #backward: RawList | null;
  readonly #norm: Norm | null;
  /** Coefficients with which dL/dy = g. */
  readonly #unit: number;

  /** `capacity` uses with `skips` skips in all in one step. `gradients` null: forward only. */
  constructor(
    tape: Tape,
    maps: Maps,
    capacity: number,
    skips: number,
    normalised: boolean,
    gradients: ParameterGradients | null,
  ) {
    const { tiles } = tape;
    this.#forward = tape.rawList(RESIDUAL_STRIDE, capacity, RESIDUAL_TERM_STRIDE, skips);
    this.#backward = gradients && tape.rawList(RESIDUAL_BACKWARD_STRIDE, capacity);
    this.#norm = normalised ? new Norm(tape, normShape(maps, tiles), gradients, capacity) : null;
    const unit = new Float32Array(4 * coefficientQuads(maps)).fill(1, 0, 4 * channelQuads(maps.channels));
    this.#unit = this.#backward && !normalised ? tape.constant('unit coefficients', unit) : 0;
    const forward = { kernel: residualForward(maps, tiles, normalised), list: this.#forward };
    const backward = this.#backward && { kernel: residualBackward(maps, tiles), list: this.#backward };
    tape.record({
      forward: [forward, ...(this.#norm?.forward ?? [])],
      backward: backward ? [...(this.#norm?.backward ?? []), backward] : [],
    });
  }

  /** Room for one use. */
  static slot(tape: Tape, name: string, maps: Maps, normalised: boolean): ResidualSlot {
    const { arena, tiles, training } = tape;
    const gradient = (what: string): number =>
      training ? arena.allocate(`${name} ${what} gradient`, mapQuads(maps)) : 0;
    return {
      output: normalised ? tape.normalisedValue(name, maps) : tape.value(name, maps),
      norm: normalised ? Norm.slot(tape, `${name} norm`, normShape(maps, tiles)) : null,
      sumGradient: gradient('sum'),
      mainGradient: gradient('main'),
    };
  }

  /** One use; `norm` are the parameters of its batch-norm, null where there is none. */
  run(slot: ResidualSlot, main: TensorRef, skips: readonly Value[], norm: NormParameters | null): void {
    const { output } = slot;
    const moments = slot.norm?.moments ?? 0;
    this.#forward.push(output.at, moments, main.at, main.affine, this.#forward.termCount, skips.length);
    for (const { at, affine } of skips) this.#forward.pushTerm(at, affine);
    if (norm !== null && slot.norm !== null) this.#norm?.run(slot.norm, output, norm, { at: output.gradient, z: 1 });
    if (this.#backward === null) return;
    const coefficients = slot.norm?.coefficients ?? this.#unit;
    this.#backward.push(
      output.gradient,
      output.at,
      coefficients,
      main.at,
      main.affine,
      slot.sumGradient,
      slot.mainGradient,
    );
    for (const skip of skips) skip.contribute({ at: slot.sumGradient, z: 1 });
  }
}
