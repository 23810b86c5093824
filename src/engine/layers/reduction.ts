import type { ParameterGradients } from '../gradients.ts';
import type { ListOf } from '../work-list.ts';
import type { Parameter } from '../parameters.ts';
import { mapQuads } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { Value } from '../value.ts';
import { type At, NOWHERE } from '../words.ts';
import {
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
  readonly inputGradient: At<'gradient'>;
  readonly partials: readonly [At<'partials'>, At<'partials'>];
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
  readonly #forward: ListOf<typeof reductionForward>;
  readonly #backward: ListOf<typeof reductionBackward> | null;
  readonly #weights: ListOf<typeof reductionWeights> | null;
  readonly #norm: Norm;

  constructor(tape: Tape, shape: ReductionShape, capacity: number, gradients: ParameterGradients | null) {
    const { tiles } = tape;
    this.#gradients = gradients;
    this.#chunks = reductionChunks(shape, tiles);
    this.#forward = tape.list(reductionForward(shape, tiles), capacity);
    this.#backward = gradients && tape.list(reductionBackward(shape), capacity);
    this.#weights = gradients && tape.deferred(reductionWeights(shape, tiles), capacity);
    this.#norm = new Norm(tape, normShape(shape, tiles), gradients, capacity);
    tape.record({
      forward: [this.#forward, ...this.#norm.forward],
      backward: this.#backward ? [...this.#norm.backward, this.#backward] : [],
    });
  }

  static slot(tape: Tape, name: string, shape: ReductionShape): ReductionSlot {
    const { arena, tiles, training } = tape;
    const quads = (reductionChunks(shape, tiles) * shape.input.channels * shape.channels) / 8;
    const partials = (path: number): At<'partials'> =>
      training ? arena.allocate(`${name} weight sums ${path}`, quads) : NOWHERE;
    return {
      output: tape.normalisedValue(name, reductionMaps(shape)),
      norm: Norm.slot(tape, `${name} norm`, normShape(shape, tiles)),
      inputGradient: training ? arena.allocate(`${name} input gradient`, mapQuads(shape.input)) : NOWHERE,
      partials: [partials(0), partials(1)],
    };
  }

  run(slot: ReductionSlot, x: Value, { paths, ...norm }: ReductionParameters): void {
    const { output, partials } = slot;
    const { at, affine } = x;
    const { moments, coefficients } = slot.norm;
    const [evens, odds] = [paths[0].at, paths[1].at];
    this.#forward.push({ x: at, affine, evens, odds, out: output.at, moments });
    this.#norm.run(slot.norm, output, norm, { at: output.gradient, z: 1 });
    if (this.#gradients === null) return;
    const [g, y] = [output.gradient, output.at];
    this.#backward?.push({ g, y, coefficients, evens, odds, x: at, affine, out: slot.inputGradient });
    const [evenPartials, oddPartials] = partials;
    this.#weights?.push({ x: at, affine, g, y, coefficients, evenPartials, oddPartials });
    this.#gradients.add(paths[0], partials[0], this.#chunks);
    this.#gradients.add(paths[1], partials[1], this.#chunks);
    x.contribute({ at: slot.inputGradient, z: 1 });
  }
}
