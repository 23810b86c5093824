import type { ParameterGradients } from '../gradients.ts';
import type { RawList } from '../raw-list.ts';
import type { Parameter } from '../parameters.ts';
import { channelQuads, type Maps } from '../shape.ts';
import type { Dispatch, Tape } from '../tape.ts';
import type { GradientRef, TensorRef } from '../value.ts';
import { floatBits } from '../words.ts';
import {
  coefficientQuads,
  type MomentTiles,
  NORM_BACKWARD_STRIDE,
  NORM_STRIDE,
  NORM_SUMS_STRIDE,
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
  readonly moments: number;
  readonly sums: number;
  readonly coefficients: number;
  readonly scaleGradient: number;
  readonly offsetGradient: number;
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
  readonly forward: readonly Dispatch[];
  readonly backward: readonly Dispatch[];
  readonly #gradients: ParameterGradients | null;
  readonly #forwardList: RawList;
  readonly #sumsList: RawList | null;
  readonly #backwardList: RawList | null;

  constructor(tape: Tape, shape: NormShape, gradients: ParameterGradients | null, capacity: number) {
    const { maps, tile, sums } = shape;
    this.#gradients = gradients;
    this.#forwardList = tape.rawList(NORM_STRIDE, capacity);
    this.forward = [{ kernel: normForward(maps, tile, tape.tiles), list: this.#forwardList }];
    if (gradients === null) {
      this.#sumsList = null;
      this.#backwardList = null;
      this.backward = [];
      return;
    }
    this.#backwardList = tape.rawList(NORM_BACKWARD_STRIDE, capacity);
    const own = normSumTiles(maps, tape.tiles).count;
    const finish = { kernel: normBackward(maps, sums ?? own, tape.tiles), list: this.#backwardList };
    this.#sumsList = sums === null ? tape.rawList(NORM_SUMS_STRIDE, capacity) : null;
    this.backward =
      this.#sumsList === null ? [finish] : [{ kernel: normSums(maps, tape.tiles), list: this.#sumsList }, finish];
  }

  /** Room for one use. */
  static slot(tape: Tape, name: string, { maps, tile, sums }: NormShape): NormSlot {
    const quads = channelQuads(maps.channels);
    const { arena } = tape;
    const moments = arena.allocate(`${name} moments`, tile.count * quads * 2);
    if (!tape.training) return { moments, sums: 0, coefficients: 0, scaleGradient: 0, offsetGradient: 0 };
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
    this.#forwardList.push(slot.moments, scale.at, offset.at, raw.affine);
    if (this.#gradients === null) return;
    this.#sumsList?.push(gradient.at, raw.at, raw.affine, slot.sums);
    this.#backwardList?.push(
      slot.sums,
      raw.affine,
      scale.at,
      floatBits(gradient.z),
      slot.coefficients,
      slot.scaleGradient,
      slot.offsetGradient,
    );
    this.#gradients.add(scale, slot.scaleGradient, 1);
    this.#gradients.add(offset, slot.offsetGradient, 1);
  }
}
