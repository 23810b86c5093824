import type { ParameterGradients } from '../gradients.ts';
import type { RawList } from '../raw-list.ts';
import type { Parameter } from '../parameters.ts';
import { mapQuads } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { Value } from '../value.ts';
import {
  REDUCTION_BACKWARD_STRIDE,
  REDUCTION_STRIDE,
  REDUCTION_WEIGHTS_STRIDE,
  type ReductionShape,
  reductionBackward,
  reductionChunks,
  reductionForward,
  reductionMaps,
  reductionTiles,
  reductionWeights,
} from '../kernels/reduction.ts';
import { Norm, type NormParameters, type NormSlot } from './norm.ts';

export interface ReductionParameters extends NormParameters {
  /** Each inputs × channels / 2. */
  readonly paths: readonly [Parameter, Parameter];
}

export interface ReductionSlot {
  readonly output: Value;
  readonly norm: NormSlot;
  readonly inputGradient: number;
  readonly partials: readonly [number, number];
}

const normShape = (shape: ReductionShape, tiles: Tiles) => ({
  maps: reductionMaps(shape),
  tile: reductionTiles(shape, tiles),
  sums: null,
});

/** [ReLU], factorised reduction, batch-norm, for many uses at once. */
export class Reduction {
  readonly #gradients: ParameterGradients | null;
  readonly #chunks: number;
  readonly #forward: RawList;
  readonly #backward: RawList | null;
  readonly #weights: RawList | null;
  readonly #norm: Norm;

  constructor(tape: Tape, shape: ReductionShape, capacity: number, gradients: ParameterGradients | null) {
    const { tiles } = tape;
    this.#gradients = gradients;
    this.#chunks = reductionChunks(shape, tiles);
    this.#forward = tape.rawList(REDUCTION_STRIDE, capacity);
    this.#backward = gradients && tape.rawList(REDUCTION_BACKWARD_STRIDE, capacity);
    this.#weights = gradients && tape.rawDeferred(reductionWeights(shape, tiles), REDUCTION_WEIGHTS_STRIDE, capacity);
    this.#norm = new Norm(tape, normShape(shape, tiles), gradients, capacity);
    const backward = this.#backward && { kernel: reductionBackward(shape), list: this.#backward };
    tape.record({
      forward: [{ kernel: reductionForward(shape, tiles), list: this.#forward }, ...this.#norm.forward],
      backward: backward ? [...this.#norm.backward, backward] : [],
    });
  }

  static slot(tape: Tape, name: string, shape: ReductionShape): ReductionSlot {
    const { arena, tiles, training } = tape;
    const quads = (reductionChunks(shape, tiles) * shape.input.channels * shape.channels) / 8;
    const partials = (path: number): number => (training ? arena.allocate(`${name} weight sums ${path}`, quads) : 0);
    return {
      output: tape.normalisedValue(name, reductionMaps(shape)),
      norm: Norm.slot(tape, `${name} norm`, normShape(shape, tiles)),
      inputGradient: training ? arena.allocate(`${name} input gradient`, mapQuads(shape.input)) : 0,
      partials: [partials(0), partials(1)],
    };
  }

  run(slot: ReductionSlot, x: Value, { paths, ...norm }: ReductionParameters): void {
    const { output, partials } = slot;
    const weights = [paths[0].at, paths[1].at] as const;
    this.#forward.push(x.at, x.affine, ...weights, output.at, slot.norm.moments);
    this.#norm.run(slot.norm, output, norm, { at: output.gradient, z: 1 });
    if (this.#gradients === null) return;
    const dy = [output.gradient, output.at, slot.norm.coefficients] as const;
    this.#backward?.push(...dy, ...weights, x.at, x.affine, slot.inputGradient);
    this.#weights?.push(x.at, x.affine, ...dy, ...partials);
    this.#gradients.add(paths[0], partials[0], this.#chunks);
    this.#gradients.add(paths[1], partials[1], this.#chunks);
    x.contribute({ at: slot.inputGradient, z: 1 });
  }
}
