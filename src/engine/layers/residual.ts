import type { ListOf } from '../work-list.ts';
import type { ParameterGradients } from '../gradients.ts';
import { channelQuads, mapQuads, type Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { TensorRef, Value } from '../value.ts';
import { type At, NOWHERE } from '../words.ts';
import { coefficientQuads } from '../kernels/norm.ts';
import { Norm, type NormParameters, type NormShape, type NormSlot } from './norm.ts';
import { residualBackward, residualForward, residualTiles } from '../kernels/residual.ts';

export interface ResidualSlot {
  readonly output: Value;
  /** Null where the sum is not normalised. */
  readonly norm: NormSlot | null;
  /** Where the gradient of the sum will lie, and that of the main branch before its ReLU. */
  readonly sumGradient: At<'gradient'>;
  readonly mainGradient: At<'gradient'>;
}

const normShape = (maps: Maps, tiles: Tiles): NormShape => ({ maps, tile: residualTiles(maps, tiles), sums: null });

/**
 * relu(main) + Σ skips, then batch-norm, for many uses at once. The main
 * branch is the output of a `Convolution` or a `Separable`, read through affine and ReLU, or of a pool that itself reads
 * through a ReLU, which another one does not change. It gets `{ at: slot.mainGradient, z: 1 }` as its gradient.
 */
export class ResidualSum {
  readonly #forward: ListOf<typeof residualForward>;
  readonly #backward: ListOf<typeof residualBackward> | null;
  readonly #norm: Norm | null;
  /** Coefficients with which dL/dy = g. */
  readonly #unit: At<'coefficients'>;

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
    this.#forward = tape.list(residualForward(maps, tiles, normalised), capacity, skips);
    this.#backward = gradients && tape.list(residualBackward(maps, tiles), capacity);
    this.#norm = normalised ? new Norm(tape, normShape(maps, tiles), gradients, capacity) : null;
    const unit = new Float32Array(4 * coefficientQuads(maps)).fill(1, 0, 4 * channelQuads(maps.channels));
    this.#unit = this.#backward && !normalised ? tape.constant('unit coefficients', unit) : NOWHERE;
    tape.record({
      forward: [this.#forward, ...(this.#norm?.forward ?? [])],
      backward: this.#backward ? [...(this.#norm?.backward ?? []), this.#backward] : [],
    });
  }

  /** Room for one use. */
  static slot(tape: Tape, name: string, maps: Maps, normalised: boolean): ResidualSlot {
    const { arena, tiles, training } = tape;
    const gradient = (what: string): At<never> =>
      training ? arena.allocate(`${name} ${what} gradient`, mapQuads(maps)) : NOWHERE;
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
    const moments = slot.norm?.moments ?? NOWHERE;
    const { at: branch, affine } = main;
    this.#forward.push({
      out: output.at,
      moments,
      branch,
      affine,
      firstSkip: this.#forward.nextTerm,
      skips: skips.length,
    });
    for (const skip of skips) this.#forward.pushTerm({ x: skip.at, skipAffine: skip.affine });
    if (norm !== null && slot.norm !== null) this.#norm?.run(slot.norm, output, norm, { at: output.gradient, z: 1 });
    if (this.#backward === null) return;
    const coefficients = slot.norm?.coefficients ?? this.#unit;
    this.#backward.push({
      g: output.gradient,
      y: output.at,
      coefficients,
      branch,
      affine,
      out: slot.sumGradient,
      masked: slot.mainGradient,
    });
    for (const skip of skips) skip.contribute({ at: slot.sumGradient, z: 1 });
  }
}
