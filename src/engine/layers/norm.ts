import type { ParameterGradients } from '../gradients.ts';
import type { ListOf, WorkList } from '../work-list.ts';
import type { Parameter } from '../parameters.ts';
import { channelQuads, type Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { GradientRef, TensorRef } from '../value.ts';
import { type At, floatBits, NOWHERE } from '../words.ts';
import {
  coefficientQuads,
  type MomentTiles,
  normBackward,
  normForward,
  normSums,
  normSumTiles,
} from '../kernels/norm.ts';

export interface NormParameters {
  readonly scale: Parameter;
  readonly offset: Parameter;
}

/** Where one batch-norm keeps what it needs between its dispatches. */
export interface NormSlot {
  readonly moments: At<'moments'>;
  readonly sums: At<'sums'>;
  readonly coefficients: At<'coefficients'>;
  readonly scaleGradient: At<'partials'>;
  readonly offsetGradient: At<'partials'>;
}

/** What a producer of maps leaves to the batch-norm after it. */
export interface NormShape {
  readonly maps: Maps;
  /** Tiles of pixels over which the producer left moments. */
  readonly tile: MomentTiles;
  /** Sets of Σ g and Σ g·x̂ that the reader's backward pass leaves; null where batch-norm sums them itself. */
  readonly sums: number | null;
}

/**
 * Batch-norm after a convolution, split so that no pass over the maps is made for its own sake: the convolution left
 * the moments, readers normalise while loading, the convolution's backward pass applies the coefficients.
 */
export class Norm {
  readonly forward: readonly WorkList[];
  readonly backward: readonly WorkList[];
  readonly #gradients: ParameterGradients | null;
  readonly #forward: ListOf<typeof normForward>;
  readonly #sums: ListOf<typeof normSums> | null;
  readonly #backward: ListOf<typeof normBackward> | null;

  constructor(tape: Tape, shape: NormShape, gradients: ParameterGradients | null, capacity: number) {
    const { maps, tile, sums } = shape;
    this.#gradients = gradients;
    this.#forward = tape.list(normForward(maps, tile, tape.tiles), capacity);
    this.forward = [this.#forward];
    if (gradients === null) {
      this.#sums = null;
      this.#backward = null;
      this.backward = [];
      return;
    }
    const { count } = normSumTiles(maps, tape.tiles);
    this.#backward = tape.list(normBackward(maps, sums ?? count, tape.tiles), capacity);
    this.#sums = sums === null ? tape.list(normSums(maps, tape.tiles), capacity) : null;
    this.backward = this.#sums === null ? [this.#backward] : [this.#sums, this.#backward];
  }

  /** Room for one use. */
  static slot(tape: Tape, name: string, { maps, tile, sums }: NormShape): NormSlot {
    const quads = channelQuads(maps.channels);
    const { arena } = tape;
    const moments = arena.allocate(`${name} moments`, tile.count * quads * 2);
    if (!tape.training) {
      return {
        moments,
        sums: NOWHERE,
        coefficients: NOWHERE,
        scaleGradient: NOWHERE,
        offsetGradient: NOWHERE,
      };
    }
    return {
      moments,
      sums: arena.allocate(`${name} sums`, (sums ?? normSumTiles(maps, tape.tiles).count) * quads * 2),
      coefficients: arena.allocate(`${name} coefficients`, coefficientQuads(maps)),
      scaleGradient: arena.allocate(`${name} scale gradient`, quads),
      offsetGradient: arena.allocate(`${name} offset gradient`, quads),
    };
  }

  /** `raw` are the maps before normalisation with the affine to be filled; `gradient` that of the normalised maps. */
  run(slot: NormSlot, raw: TensorRef, { scale, offset }: NormParameters, gradient: GradientRef): void {
    const { moments, sums, coefficients, scaleGradient, offsetGradient } = slot;
    const { affine } = raw;
    this.#forward.push({ moments, scaleAt: scale.at, offsetAt: offset.at, affine });
    if (this.#gradients === null) return;
    this.#sums?.push({ g: gradient.at, x: raw.at, affine, sums });
    const factor = floatBits(gradient.z);
    this.#backward?.push({ sums, affine, scaleAt: scale.at, factor, coefficients, scaleGradient, offsetGradient });
    this.#gradients.add(scale, scaleGradient, 1);
    this.#gradients.add(offset, offsetGradient, 1);
  }
}
