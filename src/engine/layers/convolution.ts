import type { ParameterGradients } from '../gradients.ts';
import type { RawList } from '../raw-list.ts';
import type { Parameter } from '../parameters.ts';
import { channelQuads, mapQuads } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { GradientRef, Value } from '../value.ts';
import {
  CONVOLUTION_BACKWARD_STRIDE,
  CONVOLUTION_STRIDE,
  CONVOLUTION_WEIGHTS_STRIDE,
  type ConvolutionShape,
  convolutionBackward,
  convolutionChunks,
  convolutionForward,
  convolutionMaps,
  convolutionRows,
  convolutionWeights,
  convolutionWork,
} from '../kernels/convolution.ts';
import {
  POINTWISE_SOURCE_STRIDE,
  POINTWISE_STRIDE,
  pointwiseBackward,
  pointwiseForward,
  type PointwiseShape,
  pointwiseTiles,
} from '../kernels/pointwise.ts';
import { Norm, type NormParameters, type NormShape, type NormSlot } from './norm.ts';

export interface ConvolutionParameters extends NormParameters {
  /** size × size × inputs × channels. */
  readonly weights: Parameter;
}

export interface ConvolutionSlot {
  /** Its gradient is where readers' contributions are gathered, if the use gets no other. */
  readonly output: Value;
  readonly norm: NormSlot;
  readonly inputGradient: number;
  readonly partials: number;
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
 * [ReLU], a dense k × k convolution, batch-norm, for many uses at once. What a macro layer needs (methods/enas 3.3) is
 * made of it: size 1 without ReLU first; after that, reading its output, size 3 or 5 with ReLU, or a `Separable` of one
 * stack, or a pool with ReLU. Where several maps are joined before a 1×1 convolution, see `JoinedPointwise`.
 */
export class Convolution {
  readonly #gradients: ParameterGradients | null;
  readonly #chunks: number;
  readonly #isPointwise: boolean;
  readonly #forward: RawList;
  readonly #backward: RawList | null;
  readonly #weights: RawList | null;
  readonly #norm: Norm;

  /** `capacity`: most uses in one step. `gradients` null: forward only. */
  constructor(tape: Tape, shape: ConvolutionShape, capacity: number, gradients: ParameterGradients | null) {
    const { tiles } = tape;
    this.#gradients = gradients;
    this.#chunks = convolutionChunks(shape, tiles).count;
    const pointwise = pointwiseShape(shape);
    this.#isPointwise = pointwise !== null;
    this.#forward = this.#isPointwise
      ? tape.rawList(POINTWISE_STRIDE, capacity, POINTWISE_SOURCE_STRIDE, capacity)
      : tape.rawList(CONVOLUTION_STRIDE, capacity);
    this.#backward = gradients && tape.rawList(CONVOLUTION_BACKWARD_STRIDE, capacity);
    this.#weights =
      gradients && tape.rawDeferred(convolutionWeights(shape, tiles), CONVOLUTION_WEIGHTS_STRIDE, capacity);
    this.#norm = new Norm(tape, normShape(shape, tiles), gradients, capacity);
    const [forward, back] = pointwise
      ? [pointwiseForward(pointwise, tiles), pointwiseBackward(pointwise, tiles)]
      : [convolutionForward(shape, tiles), convolutionBackward(shape, tiles)];
    const backward = this.#backward && { kernel: back, list: this.#backward };
    tape.record({
      forward: [{ kernel: forward, list: this.#forward }, ...this.#norm.forward],
      backward: backward ? [...this.#norm.backward, backward] : [],
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
      inputGradient: training ? arena.allocate(`${name} input gradient`, mapQuads(input)) : 0,
      partials: training ? arena.allocate(`${name} weight sums`, partials) : 0,
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
    if (this.#isPointwise) {
      this.#forward.push(output.at, slot.norm.moments, this.#forward.termCount, 1);
      this.#forward.pushTerm(x.at, x.affine, weights.at);
    } else {
      this.#forward.push(x.at, x.affine, weights.at, output.at, slot.norm.moments);
    }
    this.#norm.run(slot.norm, output, norm, gradient);
    if (this.#gradients === null) return;
    const dy = [gradient.at, output.at, slot.norm.coefficients] as const;
    this.#backward?.push(...dy, weights.at, x.at, x.affine, slot.inputGradient);
    this.#weights?.push(x.at, x.affine, ...dy, slot.partials);
    this.#gradients.add(weights, slot.partials, this.#chunks);
    x.contribute({ at: slot.inputGradient, z: 1 });
  }

  /** Multiply–adds of one use for the whole batch. */
  static work(shape: ConvolutionShape): number {
    return convolutionWork(shape);
  }
}
