import type { ListOf } from '../work-list.ts';
import { mapQuads, type Maps } from '../shape.ts';
import type { Tape } from '../tape.ts';
import type { GradientRef, TensorRef, Value } from '../value.ts';
import { type At, NOWHERE } from '../words.ts';
import { averageBackward, averageForward, maxBackward, maxForward, type PoolShape } from '../kernels/pool.ts';
import { windowMaps } from '../kernels/window.ts';

/** How a pool differs from a plain one. */
export interface PoolForm {
  readonly stride: 1 | 2;
  /** Whether a ReLU comes before it, as where it reads a convolution's batch-norm. */
  readonly relu: boolean;
}

const plain: PoolForm = { stride: 1, relu: false };

const poolShape = (input: Maps, form: PoolForm): PoolShape => ({ input, size: 3, ...form });

/** Where one pool keeps its output, the winners of a max pool, and the gradient of its input. */
export interface PoolSlot {
  readonly output: TensorRef;
  readonly winners: At<'winners'>;
  readonly inputGradient: At<'gradient'>;
}

/** Room for one use of either pool on maps of this size; with stride 2 the output has half as many rows and columns. */
export function poolSlot(tape: Tape, name: string, maps: Maps, form = plain): PoolSlot {
  const quads = mapQuads(windowMaps(poolShape(maps, form)));
  return {
    output: { at: tape.arena.allocate(`${name} pooled`, quads), affine: tape.unitAffine(maps.channels) },
    winners: tape.arena.allocate(`${name} winners`, quads),
    inputGradient: tape.training ? tape.arena.allocate(`${name} pool input gradient`, mapQuads(maps)) : NOWHERE,
  };
}

/**
 * 3×3 average pool over the valid cells, for many uses at once. Reads any value through its affine, such as the output
 * of a `Convolution`; `gradient` is that of its output, where the reader of the output leaves it.
 */
export class AveragePool {
  readonly #forward: ListOf<typeof averageForward>;
  readonly #backward: ListOf<typeof averageBackward> | null;

  constructor(tape: Tape, maps: Maps, capacity: number, form = plain) {
    const shape = poolShape(maps, form);
    this.#forward = tape.list(averageForward(shape, tape.tiles), capacity);
    this.#backward = tape.training ? tape.list(averageBackward(shape, tape.tiles), capacity) : null;
    tape.record({ forward: [this.#forward], backward: this.#backward ? [this.#backward] : [] });
  }

  run(slot: PoolSlot, x: Value, gradient: GradientRef): void {
    const { at, affine } = x;
    this.#forward.push({ x: at, affine, out: slot.output.at });
    if (this.#backward === null) return;
    this.#backward.push({ g: gradient.at, out: slot.inputGradient, x: at, affine });
    x.contribute({ at: slot.inputGradient, z: gradient.z });
  }
}

/** 3×3 max pool, as `AveragePool`; the gradient of tied cells goes to the first in row order. */
export class MaxPool {
  readonly #forward: ListOf<typeof maxForward>;
  readonly #backward: ListOf<typeof maxBackward> | null;

  constructor(tape: Tape, maps: Maps, capacity: number, form = plain) {
    const shape = poolShape(maps, form);
    this.#forward = tape.list(maxForward(shape, tape.tiles), capacity);
    this.#backward = tape.training ? tape.list(maxBackward(shape, tape.tiles), capacity) : null;
    tape.record({ forward: [this.#forward], backward: this.#backward ? [this.#backward] : [] });
  }

  run(slot: PoolSlot, x: Value, gradient: GradientRef): void {
    const { at, affine } = x;
    this.#forward.push({ x: at, affine, out: slot.output.at, winners: slot.winners });
    if (this.#backward === null) return;
    this.#backward.push({ g: gradient.at, winners: slot.winners, out: slot.inputGradient, x: at, affine });
    x.contribute({ at: slot.inputGradient, z: gradient.z });
  }
}
