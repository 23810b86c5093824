import type { ParameterGradients } from '../gradients.ts';
import type { ListOf } from '../work-list.ts';
import type { Parameter } from '../parameters.ts';
import { mapQuads, type Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { GradientRef, TensorRef, Value } from '../value.ts';
import { type At, NOWHERE } from '../words.ts';
import { affineQuads } from '../kernels/norm.ts';
import {
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

const twice: SeparableForm = { stacks: 2, stride: 1 };

interface StackSlot {
  readonly filtered: At<'values'>;
  readonly raw: TensorRef;
  readonly norm: NormSlot;
  /** Gradients of the filtered maps and of the stack's input; partial sums of the weights' gradients. */
  readonly filteredGradient: At<'gradient'>;
  readonly inputGradient: At<'gradient'>;
  readonly depthwisePartials: At<'partials'>;
  readonly pointwisePartials: At<'partials'>;
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
  readonly forward: ListOf<typeof depthwiseForward>;
  readonly backward: ListOf<typeof depthwiseBackward> | null;
  readonly weights: ListOf<typeof depthwiseWeights> | null;
}

/** What one stack of all kernel sizes runs. */
interface StackWork {
  readonly bySize: ReadonlyMap<number, SizeWork>;
  readonly pointwise: ListOf<typeof pointwiseForward>;
  readonly pointwiseBackward: ListOf<typeof pointwiseBackward> | null;
  readonly norm: Norm;
}

/**
 * (ReLU, depthwise k × k, pointwise 1×1, batch-norm), once or twice, for many uses at once: uses of every size share
 * the dispatches of their pointwise convolutions. Reads any value through its affine.
 */
export class Separable {
  readonly #gradients: ParameterGradients | null;
  readonly #stacks: readonly StackWork[];
  readonly #pointwiseWeights: ListOf<typeof pointwiseWeights> | null;
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
    this.#pointwiseWeights = gradients && tape.deferred(pointwiseWeights(shape, tiles), form.stacks * capacity);
    const windowsBySize = sizes.map((size) => stackWindows(maps, form, size));
    // Tiles and maps do not depend on the size.
    const norms = normShapes(stackWindows(maps, form, 1), tiles);
    this.#stacks = norms.map((normShape, stack) => {
      const windows = windowsBySize.map((all) => all[stack] as WindowShape);
      const norm = new Norm(tape, normShape, gradients, capacity);
      const work = {
        bySize: new Map(
          windows.map((window) => [window.size, sizeWork(tape, window, capacity, stack > 0, gradients !== null)]),
        ),
        pointwise: tape.list(pointwiseForward(shape, tiles), capacity, capacity),
        pointwiseBackward: gradients && tape.list(pointwiseBackward(shape, tiles), capacity),
        norm,
      };
      record(tape, work);
      return work;
    });
  }

  /** Room for one use with kernels up to `largestSize`. */
  static slot(tape: Tape, name: string, maps: Maps, largestSize: number, form = twice): SeparableSlot {
    const { arena, tiles, training } = tape;
    const windows = stackWindows(maps, form, largestSize);
    const shapes = normShapes(windows, tiles);
    const first = { filtered: NOWHERE, raw: NOWHERE };
    const stacks = windows.map((window, which): StackSlot => {
      const output = windowMaps(window);
      const quads = mapQuads(output);
      // Without a backward pass a later stack may write where the first one's maps have been read.
      if (which === 0 || training) {
        first.filtered = arena.allocate(`${name} filtered ${which}`, quads);
        first.raw = arena.allocate(`${name} convolved ${which}`, quads);
      }
      const inTraining = (what: string, count: number): At<never> =>
        training ? arena.allocate(`${name} ${what} ${which}`, count) : NOWHERE;
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
    let inputSums: At<'sums'> = NOWHERE;
    for (const [stack, own] of slot.stacks.entries()) {
      const next = slot.stacks[stack + 1];
      const outputGradient: GradientRef = next ? { at: next.inputGradient, z: 1 } : gradient;
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
    inputSums: At<'sums'>,
    parameters: StackParameters,
    gradient: GradientRef,
  ): void {
    const work = this.#stacks[stack] as StackWork;
    const own = work.bySize.get(size);
    if (own === undefined) throw new RangeError(`no separable convolution of size ${size} in this plan`);
    const { depthwise, pointwise } = parameters;
    const { at, affine } = x;
    const { filtered, raw, filteredGradient } = slot;
    const { moments, coefficients } = slot.norm;
    own.forward.push({ x: at, affine, w: depthwise.at, out: filtered });
    work.pointwise.push({ out: raw.at, moments, firstSource: work.pointwise.nextTerm, sources: 1 });
    work.pointwise.pushTerm({ x: filtered, affine: NOWHERE, w: pointwise.at });
    work.norm.run(slot.norm, raw, parameters, gradient);
    if (this.#gradients === null) return;
    const [g, y] = [gradient.at, raw.at];
    work.pointwiseBackward?.push({
      g,
      y,
      coefficients,
      w: pointwise.at,
      x: NOWHERE,
      affine: NOWHERE,
      out: filteredGradient,
    });
    own.backward?.push({
      dy: filteredGradient,
      w: depthwise.at,
      x: at,
      affine,
      out: slot.inputGradient,
      sums: inputSums,
    });
    this.#pointwiseWeights?.push({
      x: filtered,
      affine: NOWHERE,
      g,
      y,
      coefficients,
      partials: slot.pointwisePartials,
    });
    own.weights?.push({ x: at, affine, dy: filteredGradient, partials: slot.depthwisePartials });
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

/** `sums`: whether the depthwise backward pass leaves what the batch-norm of the stack before needs. */
function sizeWork(tape: Tape, window: WindowShape, capacity: number, sums: boolean, backward: boolean): SizeWork {
  const { tiles } = tape;
  return {
    chunks: depthwiseChunks(window, tiles).count,
    forward: tape.list(depthwiseForward(window, tiles), capacity),
    backward: backward ? tape.list(depthwiseBackward(window, tiles, sums), capacity) : null,
    weights: backward ? tape.deferred(depthwiseWeights(window, tiles), capacity) : null,
  };
}

function record(tape: Tape, { bySize, norm, ...lists }: StackWork): void {
  const sizes = [...bySize.values()];
  const backward = sizes.map((size) => size.backward).filter((list) => list !== null);
  tape.record({
    forward: [...sizes.map((size) => size.forward), lists.pointwise, ...norm.forward],
    backward: lists.pointwiseBackward ? [...norm.backward, lists.pointwiseBackward, ...backward] : [],
  });
}
