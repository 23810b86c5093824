import type { RawList } from '../raw-list.ts';
import { mapQuads, type Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { GradientRef, TensorRef, Value } from '../value.ts';
import {
  AVERAGE_BACKWARD_STRIDE,
  AVERAGE_STRIDE,
  averageBackward,
  averageForward,
  MAX_BACKWARD_STRIDE,
  MAX_STRIDE,
  maxBackward,
  maxForward,
  type PoolShape,
} from '../kernels/pool.ts';
import { windowMaps } from '../kernels/window.ts';

/** How a pool differs from the plain one of a micro cell. */
export interface PoolForm {
  readonly stride: 1 | 2;
  /** Whether a ReLU comes before it: the pools of macro layers read a 1×1 convolution's batch-norm (methods/enas 3.3). */
  readonly relu: boolean;
}

const plain: PoolForm = { stride: 1, relu: false };

const poolShape = (input: Maps, form: PoolForm): PoolShape => ({ input, size: 3, ...form });

/** Where one pool keeps its output, the winners of a max pool, and the gradient of its input. */
export interface PoolSlot {
  readonly output: TensorRef;
  readonly winners: number;
  readonly inputGradient: number;
}

/** Room for one use of either pool on maps of this size; with stride 2 the output has half as many rows and columns. */
export function poolSlot(tape: Tape, name: string, maps: Maps, form = plain): PoolSlot {
  const quads = mapQuads(windowMaps(poolShape(maps, form)));
  return {
    output: { at: tape.arena.allocate(`${name} pooled`, quads), affine: tape.unitAffine(maps.channels) },
    winners: tape.arena.allocate(`${name} winners`, quads),
    inputGradient: tape.training ? tape.arena.allocate(`${name} pool input gradient`, mapQuads(maps)) : 0,
  };
}

/**
 * 3×3 average pool over the valid cells, for many uses at once. Reads any value through its affine, such as the output
 * of a `Convolution`; `gradient` is that of its output, where the reader of the output leaves it.
 */
export class AveragePool {
  readonly #forward: RawList;
  readonly #backward: RawList | null;

  constructor(tape: Tape, maps: Maps, capacity: number, form = plain) {
    const shape = poolShape(maps, form);
    this.#forward = tape.rawList(AVERAGE_STRIDE, capacity);
    this.#backward = tape.training ? tape.rawList(AVERAGE_BACKWARD_STRIDE, capacity) : null;
    tape.record({
      forward: [{ kernel: averageForward(shape, tape.tiles), list: this.#forward }],
      backward: this.#backward ? [{ kernel: averageBackward(shape, tape.tiles), list: this.#backward }] : [],
    });
  }

  run(slot: PoolSlot, x: Value, gradient: GradientRef): void {
    this.#forward.push(x.at, x.affine, slot.output.at);
    if (this.#backward === null) return;
    this.#backward.push(gradient.at, slot.inputGradient, x.at, x.affine);
    x.contribute({ at: slot.inputGradient, z: gradient.z });
  }
}

/** 3×3 max pool, as `AveragePool`; the gradient of tied cells goes to the first in row order. */
export class MaxPool {
  readonly #forward: RawList;
  readonly #backward: RawList | null;

  constructor(tape: Tape, maps: Maps, capacity: number, form = plain) {
    const shape = poolShape(maps, form);
    this.#forward = tape.rawList(MAX_STRIDE, capacity);
    this.#backward = tape.training ? tape.rawList(MAX_BACKWARD_STRIDE, capacity) : null;
    tape.record({
      forward: [{ kernel: maxForward(shape, tape.tiles), list: this.#forward }],
      backward: this.#backward ? [{ kernel: maxBackward(shape, tape.tiles), list: this.#backward }] : [],
    });
  }

  run(slot: PoolSlot, x: Value, gradient: GradientRef): void {
    this.#forward.push(x.at, x.affine, slot.output.at, slot.winners);
    if (this.#backward === null) return;
    this.#backward.push(gradient.at, slot.winners, slot.inputGradient, x.at, x.affine);
    x.contribute({ at: slot.inputGradient, z: gradient.z });
  }
}
