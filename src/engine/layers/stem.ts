import type { ParameterGradients } from '../gradients.ts';
import type { ListOf } from '../work-list.ts';
import type { Parameter } from '../parameters.ts';
import { channelQuads } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { Value } from '../value.ts';
import { type At, NOWHERE } from '../words.ts';
import { Norm, type NormParameters, type NormSlot } from './norm.ts';
import { type StemShape, stemChunks, stemForward, stemMaps, stemTiles, stemWeights } from '../kernels/stem.ts';

export interface StemParameters extends NormParameters {
  /** kernel × kernel × 1 × channels. */
  readonly weights: Parameter;
}

export interface StemSlot {
  readonly output: Value;
  readonly norm: NormSlot;
  readonly partials: At<'partials'>;
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
  readonly #forward: ListOf<typeof stemForward>;
  readonly #weights: ListOf<typeof stemWeights> | null;
  readonly #norm: Norm;

  constructor(tape: Tape, shape: StemShape, capacity: number, gradients: ParameterGradients | null) {
    const { tiles } = tape;
    this.#gradients = gradients;
    this.#chunks = stemChunks(shape, tiles);
    this.#forward = tape.list(stemForward(shape, tiles), capacity);
    this.#weights = gradients && tape.deferred(stemWeights(shape, tiles), capacity);
    this.#norm = new Norm(tape, normShape(shape, tiles), gradients, capacity);
    tape.record({
      forward: [this.#forward, ...this.#norm.forward],
      backward: this.#norm.backward,
    });
  }

  static slot(tape: Tape, name: string, shape: StemShape): StemSlot {
    const partials = stemChunks(shape, tape.tiles) * shape.kernel ** 2 * channelQuads(shape.channels);
    return {
      output: tape.normalisedValue(name, stemMaps(shape)),
      norm: Norm.slot(tape, `${name} norm`, normShape(shape, tape.tiles)),
      partials: tape.training ? tape.arena.allocate(`${name} weight sums`, partials) : NOWHERE,
    };
  }

  /** `images`: batch × side × side floats in the arena. */
  run(slot: StemSlot, images: At<'images'>, { weights, ...norm }: StemParameters): void {
    const { output } = slot;
    this.#forward.push({ images, taps: weights.at, out: output.at, moments: slot.norm.moments });
    this.#norm.run(slot.norm, output, norm, { at: output.gradient, z: 1 });
    if (this.#gradients === null) return;
    const { coefficients } = slot.norm;
    this.#weights?.push({ images, g: output.gradient, y: output.at, coefficients, partials: slot.partials });
    this.#gradients.add(weights, slot.partials, this.#chunks);
  }
}
