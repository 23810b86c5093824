import type { ParameterGradients } from '../gradients.ts';
import type { RawList } from '../raw-list.ts';
import type { Parameter } from '../parameters.ts';
import { mapQuads, type Maps } from '../shape.ts';
import type { Dispatch, Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { GradientRef, TensorRef, Value } from '../value.ts';
import { affineQuads } from '../kernels/norm.ts';
import {
  DEPTHWISE_BACKWARD_STRIDE,
  DEPTHWISE_STRIDE,
  DEPTHWISE_WEIGHTS_STRIDE,
  depthwiseBackward,
  depthwiseBackwardTiles,
  depthwiseChunks,
  depthwiseForward,
  depthwiseWeights,
  depthwiseWork,
} from '../kernels/depthwise.ts';
import { windowMaps, type WindowShape } from '../kernels/window.ts';
import { Norm, type NormParameters, type NormShape, type NormSlot } from './norm.ts';
import {
  POINTWISE_BACKWARD_STRIDE,
  POINTWISE_SOURCE_STRIDE,
  POINTWISE_STRIDE,
  POINTWISE_WEIGHTS_STRIDE,
  type PointwiseShape,
  pointwiseBackward,
  pointwiseChunks,
  pointwiseForward,
  pointwiseTiles,
  pointwiseWeights,
  pointwiseWork,
} from '../kernels/pointwise.ts';

/** Parameters of one stack. */
export interface StackParameters extends NormParameters {
  /** size × size × channels. */
  readonly depthwise: Parameter;
  /** channels × channels. */
  readonly pointwise: Parameter;
}

/** How often a separable convolution repeats its stack, and the stride of the first. */
export interface SeparableForm {
  readonly stacks: 1 | 2;
  readonly stride: 1 | 2;
}

/** The form of a micro cell's edge (methods/enas 3.4); a macro layer's has one stack (3.3). */
const twice: SeparableForm = { stacks: 2, stride: 1 };

interface StackSlot {
  readonly filtered: number;
  readonly raw: TensorRef;
  readonly norm: NormSlot;
  /** Gradients of the filtered maps and of the stack's input; partial sums of the weights' gradients. */
  readonly filteredGradient: number;
  readonly inputGradient: number;
  readonly depthwisePartials: number;
  readonly pointwisePartials: number;
}

/** Where one separable convolution keeps its maps; its output is the last stack's. */
export interface SeparableSlot {
  readonly stacks: readonly StackSlot[];
  readonly output: TensorRef;
}

/** The window of each stack's depthwise convolution: the first may be strided. */
function stackWindows(maps: Maps, { stacks, stride }: SeparableForm, size: number): readonly WindowShape[] {
  const first: WindowShape = { input: maps, size, stride };
  return Array.from({ length: stacks }, (_, stack) =>
    stack === 0 ? first : { input: windowMaps(first), size, stride: 1 },
  );
}

/** The batch-norm between two stacks takes its sums from the depthwise backward pass of the second. */
const normShapes = (windows: readonly WindowShape[], tiles: Tiles): NormShape[] =>
  windows.map((window, stack) => {
    const maps = windowMaps(window);
    const next = windows[stack + 1];
    return { maps, tile: pointwiseTiles(maps, tiles), sums: next ? depthwiseBackwardTiles(next, tiles) : null };
  });

/** What one stack with one kernel size runs. */
interface SizeWork {
  readonly chunks: number;
  readonly forward: RawList;
  readonly backward: RawList | null;
  readonly weights: RawList | null;
}

/** What one stack of all kernel sizes runs. */
interface StackWork {
  readonly bySize: ReadonlyMap<number, SizeWork>;
  readonly pointwise: RawList;
  readonly pointwiseBackward: RawList | null;
  readonly norm: Norm;
}

/**
 * (ReLU, depthwise k × k, pointwise 1×1, batch-norm), once or twice, for many uses at once: uses of every size share
 * the dispatches of their pointwise convolutions. Reads any value through its affine; a macro layer's has a
 * `Convolution` of size 1 before it.
 */
export class Separable {
  readonly #gradients: ParameterGradients | null;
  readonly #stacks: readonly StackWork[];
  readonly #pointwiseWeights: RawList | null;
  readonly #pointwiseChunks: number;

  /** `sizes`: the depthwise kernels in use; `capacity`: most uses in one step. `gradients` null: forward only. */
  constructor(
    tape: Tape,
    maps: Maps,
    sizes: readonly number[],
    capacity: number,
    gradients: ParameterGradients | null,
    form = twice,
  ) {
    const { tiles } = tape;
    const output = windowMaps({ input: maps, size: 1, stride: form.stride });
    const shape: PointwiseShape = { maps: output, inputs: maps.channels, relu: false };
    this.#gradients = gradients;
    this.#pointwiseChunks = pointwiseChunks(output, tiles);
    this.#pointwiseWeights =
      gradients && tape.rawDeferred(pointwiseWeights(shape, tiles), POINTWISE_WEIGHTS_STRIDE, form.stacks * capacity);
    const windowsBySize = sizes.map((size) => stackWindows(maps, form, size));
    // Tiles and maps do not depend on the size.
    const norms = normShapes(stackWindows(maps, form, 1), tiles);
    this.#stacks = norms.map((normShape, stack) => {
      const windows = windowsBySize.map((all) => all[stack] as WindowShape);
      const norm = new Norm(tape, normShape, gradients, capacity);
      const work = {
        bySize: new Map(windows.map((window) => [window.size, sizeWork(tape, window, capacity, gradients !== null)])),
        pointwise: tape.rawList(POINTWISE_STRIDE, capacity, POINTWISE_SOURCE_STRIDE, capacity),
        pointwiseBackward: gradients && tape.rawList(POINTWISE_BACKWARD_STRIDE, capacity),
        norm,
      };
      record(tape, shape, windows, work, stack > 0);
      return work;
    });
  }

  /** Room for one use with kernels up to `largestSize`. */
  static slot(tape: Tape, name: string, maps: Maps, largestSize: number, form = twice): SeparableSlot {
    const { arena, tiles, training } = tape;
    const windows = stackWindows(maps, form, largestSize);
    const shapes = normShapes(windows, tiles);
    const first = { filtered: 0, raw: 0 };
    const stacks = windows.map((window, which): StackSlot => {
      const output = windowMaps(window);
      const quads = mapQuads(output);
      // Without a backward pass a later stack may write where the first one's maps have been read.
      if (which === 0 || training) {
        first.filtered = arena.allocate(`${name} filtered ${which}`, quads);
        first.raw = arena.allocate(`${name} convolved ${which}`, quads);
      }
      const inTraining = (what: string, count: number): number =>
        training ? arena.allocate(`${name} ${what} ${which}`, count) : 0;
      return {
        filtered: first.filtered,
        raw: { at: first.raw, affine: arena.allocate(`${name} affine ${which}`, affineQuads(output)) },
        norm: Norm.slot(tape, `${name} norm ${which}`, shapes[which] as NormShape),
        filteredGradient: inTraining('filtered gradient', quads),
        inputGradient: inTraining('input gradient', mapQuads(window.input)),
        depthwisePartials: inTraining(
          'depthwise sums',
          (depthwiseChunks(window, tiles).count * largestSize ** 2 * maps.channels) / 4,
        ),
        pointwisePartials: inTraining('pointwise sums', (pointwiseChunks(output, tiles) * maps.channels ** 2) / 4),
      };
    });
    return { stacks, output: (stacks.at(-1) as StackSlot).raw };
  }

  /**
   * One use: `x` through all stacks, with parameters for each. `gradient` is that of the output. Throws a `RangeError`
   * on a size that the plan does not have.
   */
  run(
    slot: SeparableSlot,
    size: number,
    x: Value,
    parameters: readonly StackParameters[],
    gradient: GradientRef,
  ): void {
    let input: TensorRef = x;
    let inputSums = 0;
    for (const [stack, own] of slot.stacks.entries()) {
      const next = slot.stacks[stack + 1];
      const outputGradient = next ? { at: next.inputGradient, z: 1 } : gradient;
      this.#runStack(stack, size, own, input, inputSums, parameters[stack] as StackParameters, outputGradient);
      input = own.raw;
      inputSums = own.norm.sums;
    }
    if (this.#gradients !== null) x.contribute({ at: (slot.stacks[0] as StackSlot).inputGradient, z: 1 });
  }

  #runStack(
    stack: number,
    size: number,
    slot: StackSlot,
    x: TensorRef,
    inputSums: number,
    parameters: StackParameters,
    gradient: GradientRef,
  ): void {
    const work = this.#stacks[stack] as StackWork;
    const own = work.bySize.get(size);
    if (own === undefined) throw new RangeError(`no separable convolution of size ${size} in this plan`);
    const { depthwise, pointwise } = parameters;
    own.forward.push(x.at, x.affine, depthwise.at, slot.filtered);
    work.pointwise.push(slot.raw.at, slot.norm.moments, work.pointwise.termCount, 1);
    work.pointwise.pushTerm(slot.filtered, 0, pointwise.at);
    work.norm.run(slot.norm, slot.raw, parameters, gradient);
    if (this.#gradients === null) return;
    const { coefficients } = slot.norm;
    const dy = [gradient.at, slot.raw.at, coefficients] as const;
    work.pointwiseBackward?.push(...dy, pointwise.at, 0, 0, slot.filteredGradient);
    own.backward?.push(slot.filteredGradient, depthwise.at, x.at, x.affine, slot.inputGradient, inputSums);
    this.#pointwiseWeights?.push(slot.filtered, 0, ...dy, slot.pointwisePartials);
    own.weights?.push(x.at, x.affine, slot.filteredGradient, slot.depthwisePartials);
    this.#gradients.add(pointwise, slot.pointwisePartials, this.#pointwiseChunks);
    this.#gradients.add(depthwise, slot.depthwisePartials, own.chunks);
  }

  /** Multiply–adds of one use for the whole batch. */
  static work(maps: Maps, size: number, form = twice): number {
    return stackWindows(maps, form, size).reduce(
      (sum, window) => sum + depthwiseWork(window) + pointwiseWork(windowMaps(window), maps.channels),
      0,
    );
  }
}

function sizeWork(tape: Tape, window: WindowShape, capacity: number, backward: boolean): SizeWork {
  const weights = depthwiseWeights(window, tape.tiles);
  return {
    chunks: depthwiseChunks(window, tape.tiles).count,
    forward: tape.rawList(DEPTHWISE_STRIDE, capacity),
    backward: backward ? tape.rawList(DEPTHWISE_BACKWARD_STRIDE, capacity) : null,
    weights: backward ? tape.rawDeferred(weights, DEPTHWISE_WEIGHTS_STRIDE, capacity) : null,
  };
}

/** `sums`: whether the depthwise backward pass leaves what the batch-norm of the stack before needs. */
function record(
  tape: Tape,
  shape: PointwiseShape,
  windows: readonly WindowShape[],
  { bySize, norm, ...lists }: StackWork,
  sums: boolean,
): void {
  const { tiles } = tape;
  const forward = windows.map((window): Dispatch => ({
    kernel: depthwiseForward(window, tiles),
    list: (bySize.get(window.size) as SizeWork).forward,
  }));
  const backward = windows.flatMap((window): Dispatch[] => {
    const list = bySize.get(window.size)?.backward;
    return list ? [{ kernel: depthwiseBackward(window, tiles, sums), list }] : [];
  });
  tape.record({
    forward: [...forward, { kernel: pointwiseForward(shape, tiles), list: lists.pointwise }, ...norm.forward],
    backward: lists.pointwiseBackward
      ? [...norm.backward, { kernel: pointwiseBackward(shape, tiles), list: lists.pointwiseBackward }, ...backward]
      : [],
  });
}
