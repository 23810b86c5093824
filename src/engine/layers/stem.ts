import type { ParameterGradients } from '../gradients.ts';
import type { RawList } from '../raw-list.ts';
import type { Parameter } from '../parameters.ts';
import { channelQuads } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { Value } from '../value.ts';
import { Norm, type NormParameters, type NormSlot } from './norm.ts';
import {
  STEM_STRIDE,
  STEM_WEIGHTS_STRIDE,
  type StemShape,
  stemChunks,
  stemForward,
  stemMaps,
  stemTiles,
  stemWeights,
} from '../kernels/stem.ts';

export interface StemParameters extends NormParameters {
  /** kernel × kernel × 1 × channels. */
  readonly weights: Parameter;
}

export interface StemSlot {
  readonly output: Value;
  readonly norm: NormSlot;
  readonly partials: number;
}

const normShape = (shape: StemShape, tiles: Tiles) => ({
  maps: stemMaps(shape),
  tile: stemTiles(shape, tiles),
  sums: null,
});

/** A convolution of grey images, then batch-norm. */
export class Stem {
  readonly #gradients: ParameterGradients | null;
  readonly #chunks: number;
  readonly #forward: RawList;
  readonly #weights: RawList | null;
  readonly #norm: Norm;

  constructor(tape: Tape, shape: StemShape, capacity: number, gradients: ParameterGradients | null) {
    const { tiles } = tape;
    this.#gradients = gradients;
    this.#chunks = stemChunks(shape, tiles);
    this.#forward = tape.rawList(STEM_STRIDE, capacity);
    this.#weights = gradients && tape.rawDeferred(stemWeights(shape, tiles), STEM_WEIGHTS_STRIDE, capacity);
    this.#norm = new Norm(tape, normShape(shape, tiles), gradients, capacity);
    tape.record({
      forward: [{ kernel: stemForward(shape, tiles), list: this.#forward }, ...this.#norm.forward],
      backward: this.#norm.backward,
    });
  }

  static slot(tape: Tape, name: string, shape: StemShape): StemSlot {
    const partials = stemChunks(shape, tape.tiles) * shape.kernel ** 2 * channelQuads(shape.channels);
    return {
      output: tape.normalisedValue(name, stemMaps(shape)),
      norm: Norm.slot(tape, `${name} norm`, normShape(shape, tape.tiles)),
      partials: tape.training ? tape.arena.allocate(`${name} weight sums`, partials) : 0,
    };
  }

  /** `images`: batch × side × side floats in the arena. */
  run(slot: StemSlot, images: number, { weights, ...norm }: StemParameters): void {
    const { output } = slot;
    this.#forward.push(images, weights.at, output.at, slot.norm.moments);
    this.#norm.run(slot.norm, output, norm, { at: output.gradient, z: 1 });
    if (this.#gradients === null) return;
    this.#weights?.push(images, output.gradient, output.at, slot.norm.coefficients, slot.partials);
    this.#gradients.add(weights, slot.partials, this.#chunks);
  }
}
