import type { ParameterGradients } from '../gradients.ts';
import type { ListOf } from '../work-list.ts';
import type { Parameter } from '../parameters.ts';
import { mapQuads, type Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { Value } from '../value.ts';
import type { At } from '../words.ts';
import { Norm, type NormParameters, type NormSlot } from './norm.ts';
import {
  type PointwiseShape,
  pointwiseBackward,
  pointwiseChunks,
  pointwiseForward,
  pointwiseTiles,
  pointwiseWeights,
} from '../kernels/pointwise.ts';

/** One of the maps that are joined: its rows of the filter (inputs × channels). */
export interface JoinedSource {
  readonly x: Value;
  readonly weights: Parameter;
}

/** Where one use keeps its output and, for each of the sources that it may have, gradients. */
export interface JoinSlot {
  readonly output: Value;
  readonly norm: NormSlot;
  readonly sources: readonly { readonly inputGradient: At<'gradient'>; readonly partials: At<'partials'> }[];
}

const normShape = (maps: Maps, tiles: Tiles) => ({ maps, tile: pointwiseTiles(maps, tiles), sums: null });

/**
 * Maps side by side, ReLU, a 1×1 convolution whose rows are gathered source by source, batch-norm.
 */
export class JoinedPointwise {
  readonly #gradients: ParameterGradients | null;
  readonly #chunks: number;
  readonly #forward: ListOf<typeof pointwiseForward>;
  readonly #backward: ListOf<typeof pointwiseBackward> | null;
  readonly #weights: ListOf<typeof pointwiseWeights> | null;
  readonly #norm: Norm;

  /** `capacity` uses with `sources` sources in all in one step. `gradients` null: forward only. */
  constructor(
    tape: Tape,
    inputs: number,
    maps: Maps,
    capacity: number,
    sources: number,
    gradients: ParameterGradients | null,
  ) {
    const shape: PointwiseShape = { maps, inputs, relu: true };
    const { tiles } = tape;
    this.#gradients = gradients;
    this.#chunks = pointwiseChunks(maps, tiles);
    this.#forward = tape.list(pointwiseForward(shape, tiles), capacity, sources);
    this.#backward = gradients && tape.list(pointwiseBackward(shape, tiles), sources);
    this.#weights = gradients && tape.deferred(pointwiseWeights(shape, tiles), sources);
    this.#norm = new Norm(tape, normShape(maps, tiles), gradients, capacity);
    tape.record({
      forward: [this.#forward, ...this.#norm.forward],
      backward: this.#backward ? [...this.#norm.backward, this.#backward] : [],
    });
  }

  /** Room for one use with at most `sources` sources of `inputs` channels. */
  static slot(tape: Tape, name: string, inputs: number, maps: Maps, sources: number): JoinSlot {
    const { arena, tiles, training } = tape;
    const input = mapQuads({ ...maps, channels: inputs });
    const partials = (pointwiseChunks(maps, tiles) * inputs * maps.channels) / 4;
    return {
      output: tape.normalisedValue(name, maps),
      norm: Norm.slot(tape, `${name} norm`, normShape(maps, tiles)),
      sources: Array.from({ length: training ? sources : 0 }, (_, source) => ({
        inputGradient: arena.allocate(`${name} input gradient ${source}`, input),
        partials: arena.allocate(`${name} weight sums ${source}`, partials),
      })),
    };
  }

  run(slot: JoinSlot, sources: readonly JoinedSource[], norm: NormParameters): void {
    const { output } = slot;
    const { moments, coefficients } = slot.norm;
    this.#forward.push({ out: output.at, moments, firstSource: this.#forward.nextTerm, sources: sources.length });
    for (const { x, weights } of sources) this.#forward.pushTerm({ x: x.at, affine: x.affine, w: weights.at });
    this.#norm.run(slot.norm, output, norm, { at: output.gradient, z: 1 });
    if (this.#gradients === null) return;
    const [g, y] = [output.gradient, output.at];
    for (const [i, { x, weights }] of sources.entries()) {
      const own = slot.sources[i];
      if (own === undefined) throw new RangeError(`room for ${slot.sources.length} sources, not ${sources.length}`);
      const { at, affine } = x;
      this.#backward?.push({ g, y, coefficients, w: weights.at, x: at, affine, out: own.inputGradient });
      this.#weights?.push({ x: at, affine, g, y, coefficients, partials: own.partials });
      this.#gradients.add(weights, own.partials, this.#chunks);
      x.contribute({ at: own.inputGradient, z: 1 });
    }
  }
}
