import type { ParameterGradients } from '../gradients.ts';
import type { WorkList } from '../list.ts';
import type { Parameter } from '../parameters.ts';
import { mapQuads, type Maps } from '../shape.ts';
import type { Dispatch, Tape } from '../tape.ts';
import type { Tiles } from '../tiles.ts';
import type { GradientRef, TensorRef, Value } from '../value.ts';
import { affineQuads } from './batchnorm.ts';
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
} from './depthwise.ts';
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
} from './pointwise.ts';

/** Parameters of one of the two stacks. */
export interface StackParameters extends NormParameters {
  /** size × size × channels. */
  readonly depthwise: Parameter;
  /** channels × channels. */
  readonly pointwise: Parameter;
}

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

/** Where one separable convolution keeps its maps; its output is the second stack's. */
export interface SeparableSlot {
  readonly stacks: readonly [StackSlot, StackSlot];
  readonly output: TensorRef;
}

const normShapes = (maps: Maps, tiles: Tiles): readonly [NormShape, NormShape] => {
  const tile = pointwiseTiles(maps, tiles);
  return [
    { maps, tile, sums: depthwiseBackwardTiles(maps, tiles) },
    { maps, tile, sums: null },
  ];
};

interface SizeLists {
  readonly forward: readonly [WorkList, WorkList];
  readonly backward: readonly [WorkList, WorkList] | null;
  readonly weights: WorkList | null;
}

/**
 * (ReLU, depthwise k × k, pointwise 1×1, batch-norm) twice, stride 1 (methods/enas 3.4), for many uses at once: uses
 * of every size share the dispatches of their pointwise convolutions.
 */
export class Separable {
  readonly #gradients: ParameterGradients | null;
  readonly #maps: Maps;
  readonly #tiles: Tiles;
  readonly #bySize = new Map<number, SizeLists>();
  readonly #pointwise: readonly [WorkList, WorkList];
  readonly #pointwiseBackward: readonly [WorkList, WorkList] | null;
  readonly #pointwiseWeights: WorkList | null;
  readonly #norms: readonly [Norm, Norm];

  /** `sizes`: the depthwise kernels in use; `capacity`: most uses in one step. `gradients` null: forward only. */
  constructor(
    tape: Tape,
    maps: Maps,
    sizes: readonly number[],
    capacity: number,
    gradients: ParameterGradients | null,
  ) {
    this.#gradients = gradients;
    this.#maps = maps;
    this.#tiles = tape.tiles;
    const shape: PointwiseShape = { maps, inputs: maps.channels, relu: false };
    const shapes = normShapes(maps, tape.tiles);
    this.#norms = [new Norm(tape, shapes[0], gradients, capacity), new Norm(tape, shapes[1], gradients, capacity)];
    const pair = (stride: number, termStride = 0): readonly [WorkList, WorkList] => [
      tape.list(stride, capacity, termStride, capacity),
      tape.list(stride, capacity, termStride, capacity),
    ];
    this.#pointwise = pair(POINTWISE_STRIDE, POINTWISE_SOURCE_STRIDE);
    this.#pointwiseBackward = gradients && pair(POINTWISE_BACKWARD_STRIDE);
    this.#pointwiseWeights =
      gradients && tape.deferred(pointwiseWeights(shape, tape.tiles), POINTWISE_WEIGHTS_STRIDE, 2 * capacity);
    for (const size of sizes) {
      this.#bySize.set(size, {
        forward: pair(DEPTHWISE_STRIDE),
        backward: gradients && pair(DEPTHWISE_BACKWARD_STRIDE),
        weights:
          gradients && tape.deferred(depthwiseWeights(maps, size, tape.tiles), DEPTHWISE_WEIGHTS_STRIDE, 2 * capacity),
      });
    }
    for (const stack of [0, 1] as const) this.#record(tape, shape, stack);
  }

  #record(tape: Tape, shape: PointwiseShape, stack: 0 | 1): void {
    const { maps } = shape;
    const norm = this.#norms[stack];
    const sizes = [...this.#bySize];
    const forward = sizes.map(([size, lists]): Dispatch => ({
      kernel: depthwiseForward(maps, size, tape.tiles),
      list: lists.forward[stack],
    }));
    const pointwise = { kernel: pointwiseForward(shape, tape.tiles), list: this.#pointwise[stack] };
    if (this.#pointwiseBackward === null) {
      tape.record({ forward: [...forward, pointwise, ...norm.forward] });
      return;
    }
    const depthwise = sizes.flatMap(([size, lists]): Dispatch[] =>
      lists.backward === null
        ? []
        : [{ kernel: depthwiseBackward(maps, size, tape.tiles, stack === 1), list: lists.backward[stack] }],
    );
    tape.record({
      forward: [...forward, pointwise, ...norm.forward],
      backward: [
        ...norm.backward,
        { kernel: pointwiseBackward(shape, tape.tiles), list: this.#pointwiseBackward[stack] },
        ...depthwise,
      ],
    });
  }

  /** Room for one use with kernels up to `largestSize`. */
  static slot(tape: Tape, name: string, maps: Maps, largestSize: number): SeparableSlot {
    const { arena, tiles, training } = tape;
    const quads = mapQuads(maps);
    const shapes = normShapes(maps, tiles);
    const weightQuads = (largestSize ** 2 * maps.channels) / 4;
    const stack = (which: 0 | 1, filtered: number, raw: number): StackSlot => ({
      filtered,
      raw: { at: raw, affine: arena.allocate(`${name} affine ${which}`, affineQuads(maps)) },
      norm: Norm.slot(tape, `${name} norm ${which}`, shapes[which]),
      filteredGradient: training ? arena.allocate(`${name} filtered gradient ${which}`, quads) : 0,
      inputGradient: training ? arena.allocate(`${name} input gradient ${which}`, quads) : 0,
      depthwisePartials: training
        ? arena.allocate(`${name} depthwise sums ${which}`, depthwiseChunks(maps, tiles).count * weightQuads)
        : 0,
      pointwisePartials: training
        ? arena.allocate(`${name} pointwise sums ${which}`, (pointwiseChunks(maps, tiles) * maps.channels ** 2) / 4)
        : 0,
    });
    const filtered = arena.allocate(`${name} filtered 0`, quads);
    const raw = arena.allocate(`${name} convolved 0`, quads);
    const first = stack(0, filtered, raw);
    // Without a backward pass the second stack may write where the first one's maps have been read.
    const second = training
      ? stack(1, arena.allocate(`${name} filtered 1`, quads), arena.allocate(`${name} convolved 1`, quads))
      : stack(1, filtered, raw);
    return { stacks: [first, second], output: second.raw };
  }

  /** One use: `x` through both stacks. `gradient` is that of the output. */
  run(
    slot: SeparableSlot,
    size: number,
    x: Value,
    parameters: readonly [StackParameters, StackParameters],
    gradient: GradientRef,
  ): void {
    const [first, second] = slot.stacks;
    this.#runStack(0, size, first, x, 0, parameters[0], { at: second.inputGradient, z: 1 });
    // The batch-norm between the stacks takes its sums from the depthwise backward pass of the second.
    this.#runStack(1, size, second, first.raw, first.norm.sums, parameters[1], gradient);
    if (this.#gradients !== null) x.contribute({ at: first.inputGradient, z: 1 });
  }

  #runStack(
    stack: 0 | 1,
    size: number,
    slot: StackSlot,
    x: TensorRef,
    inputSums: number,
    parameters: StackParameters,
    gradient: GradientRef,
  ): void {
    const lists = this.#bySize.get(size);
    if (lists === undefined) throw new RangeError(`no separable convolution of size ${size} in this plan`);
    const { depthwise, pointwise } = parameters;
    lists.forward[stack].push(x.at, x.affine, depthwise.at, slot.filtered);
    const list = this.#pointwise[stack];
    const source = list.termCount;
    list.pushTerm(slot.filtered, 0, pointwise.at);
    list.push(slot.raw.at, slot.norm.moments, source, 1);
    this.#norms[stack].run(slot.norm, slot.raw, parameters, gradient);
    if (this.#gradients === null) return;
    const { coefficients } = slot.norm;
    const dy = [gradient.at, slot.raw.at, coefficients] as const;
    this.#pointwiseBackward?.[stack].push(...dy, pointwise.at, 0, 0, slot.filteredGradient);
    lists.backward?.[stack].push(slot.filteredGradient, depthwise.at, x.at, x.affine, slot.inputGradient, inputSums);
    this.#pointwiseWeights?.push(slot.filtered, 0, ...dy, slot.pointwisePartials);
    lists.weights?.push(x.at, x.affine, slot.filteredGradient, slot.depthwisePartials);
    this.#gradients.add(pointwise, slot.pointwisePartials, pointwiseChunks(this.#maps, this.#tiles));
    this.#gradients.add(depthwise, slot.depthwisePartials, depthwiseChunks(this.#maps, this.#tiles).count);
  }

  /** Multiply–adds of one use for the whole batch. */
  static work(maps: Maps, size: number): number {
    return 2 * (depthwiseWork(maps, size) + pointwiseWork(maps, maps.channels));
  }
}
