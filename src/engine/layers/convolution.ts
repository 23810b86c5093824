import type { ParameterGradients } from '../gradients.ts';
import type { ListOf } from '../work-list.ts';
import type { Parameter } from '../parameters.ts';
import { channelQuads, mapQuads } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { GradientRef, Value } from '../value.ts';
import { type At, NOWHERE } from '../words.ts';
import {
  type ConvolutionShape,
  convolutionBackward,
  convolutionChunks,
  convolutionForward,
  convolutionMaps,
  convolutionRows,
  convolutionWeights,
  convolutionWork,
} from '../kernels/convolution.ts';
import { pointwiseBackward, pointwiseForward, type PointwiseShape, pointwiseTiles } from '../kernels/pointwise.ts';
import { Norm, type NormParameters, type NormShape, type NormSlot } from './norm.ts';

export interface ConvolutionParameters extends NormParameters {
  /** size × size × inputs × channels. */
  readonly weights: Parameter;
}

export interface ConvolutionSlot {
  /** Its gradient is where readers' contributions are gathered, if the use gets no other. */
  readonly output: Value;
  readonly norm: NormSlot;
  readonly inputGradient: At<'gradient'>;
  readonly partials: At<'partials'>;
}

/** A window of one pixel: SwiftShader ran the kernels that walk over pixels more than twice as fast. */
function pointwiseShape({ input, channels, size, stride, relu }: ConvolutionShape): PointwiseShape | null {
  return size === 1 && stride === 1
    ? { maps: { ...input, channels }, inputs: input.channels, relu, affine: true }
    : null;
}

function normShape(shape: ConvolutionShape, tiles: Tiles): NormShape {
  const pointwise = pointwiseShape(shape);
  if (pointwise !== null) return { maps: pointwise.maps, tile: pointwiseTiles(pointwise.maps, tiles), sums: null };
  const { maps, segments, invocations, quads } = convolutionRows(shape, tiles);
  return { maps, tile: { ...segments, count: invocations / quads, line: maps.width }, sums: null };
}

/**
 * [ReLU], a dense k × k convolution, batch-norm, for many uses at once. Where several maps are joined before a 1×1
 * convolution, see `JoinedPointwise`.
 */
export class Convolution {
  readonly #gradients: ParameterGradients | null;
  readonly #chunks: number;
  /** One of the two. */
  readonly #pointwise: ListOf<typeof pointwiseForward> | null;
  readonly #forward: ListOf<typeof convolutionForward> | null;
  readonly #backward: ListOf<typeof convolutionBackward> | null;
  readonly #weights: ListOf<typeof convolutionWeights> | null;
  readonly #norm: Norm;

  /** `capacity`: most uses in one step. `gradients` null: forward only. */
  constructor(tape: Tape, shape: ConvolutionShape, capacity: number, gradients: ParameterGradients | null) {
    const { tiles } = tape;
    this.#gradients = gradients;
    this.#chunks = convolutionChunks(shape, tiles).count;
    const pointwise = pointwiseShape(shape);
    this.#pointwise = pointwise && tape.list(pointwiseForward(pointwise, tiles), capacity, capacity);
    this.#forward = pointwise ? null : tape.list(convolutionForward(shape, tiles), capacity);
    const back = pointwise ? pointwiseBackward(pointwise, tiles) : convolutionBackward(shape, tiles);
    this.#backward = gradients && tape.list(back, capacity);
    this.#weights = gradients && tape.deferred(convolutionWeights(shape, tiles), capacity);
    this.#norm = new Norm(tape, normShape(shape, tiles), gradients, capacity);
    const forward = [this.#pointwise, this.#forward].filter((list) => list !== null);
    tape.record({
      forward: [...forward, ...this.#norm.forward],
      backward: this.#backward ? [...this.#norm.backward, this.#backward] : [],
    });
  }

  /** Room for one use. */
  static slot(tape: Tape, name: string, shape: ConvolutionShape): ConvolutionSlot {
    const { arena, tiles, training } = tape;
    const { input, size, channels } = shape;
    const partials = convolutionChunks(shape, tiles).count * size ** 2 * input.channels * channelQuads(channels);
    return {
      output: tape.normalisedValue(name, convolutionMaps(shape)),
      norm: Norm.slot(tape, `${name} norm`, normShape(shape, tiles)),
      inputGradient: training ? arena.allocate(`${name} input gradient`, mapQuads(input)) : NOWHERE,
      partials: training ? arena.allocate(`${name} weight sums`, partials) : NOWHERE,
    };
  }

  /** One use; `gradient` is that of the output before the ReLU that a reader may apply. */
  run(
    slot: ConvolutionSlot,
    x: Value,
    { weights, ...norm }: ConvolutionParameters,
    gradient: GradientRef = { at: slot.output.gradient, z: 1 },
  ): void {
    const { output } = slot;
    const { at, affine } = x;
    const { moments, coefficients } = slot.norm;
    const w = weights.at;
    if (this.#pointwise !== null) {
      this.#pointwise.push({ out: output.at, moments, firstSource: this.#pointwise.nextTerm, sources: 1 });
      this.#pointwise.pushTerm({ x: at, affine, w });
    }
    this.#forward?.push({ x: at, affine, w, out: output.at, moments });
    this.#norm.run(slot.norm, output, norm, gradient);
    if (this.#gradients === null) return;
    const [g, y] = [gradient.at, output.at];
    this.#backward?.push({ g, y, coefficients, w, x: at, affine, out: slot.inputGradient });
    this.#weights?.push({ x: at, affine, g, y, coefficients, partials: slot.partials });
    this.#gradients.add(weights, slot.partials, this.#chunks);
    x.contribute({ at: slot.inputGradient, z: 1 });
  }

  /** Multiply–adds of one use for the whole batch. */
  static work(shape: ConvolutionShape): number {
    return convolutionWork(shape);
  }
}
