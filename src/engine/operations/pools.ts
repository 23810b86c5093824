import type { WorkList } from '../list.ts';
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
} from './pool.ts';

/** Where one pool keeps its output, the winners of a max pool, and the gradient of its input. */
export interface PoolSlot {
  readonly output: TensorRef;
  readonly winners: number;
  readonly inputGradient: number;
}

/** Room for one use of either pool. */
export function poolSlot(tape: Tape, name: string, maps: Maps): PoolSlot {
  const quads = mapQuads(maps);
  return {
    output: { at: tape.arena.allocate(`${name} pooled`, quads), affine: tape.unitAffine(maps.channels) },
    winners: tape.arena.allocate(`${name} winners`, quads),
    inputGradient: tape.training ? tape.arena.allocate(`${name} pool input gradient`, quads) : 0,
  };
}

/** 3×3 average pool over the valid cells, stride 1, for many uses at once. */
export class AveragePool {
  readonly #forward: WorkList;
  readonly #backward: WorkList | null;

  constructor(tape: Tape, maps: Maps, capacity: number) {
    this.#forward = tape.list(AVERAGE_STRIDE, capacity);
    this.#backward = tape.training ? tape.list(AVERAGE_BACKWARD_STRIDE, capacity) : null;
    tape.record({
      forward: [{ kernel: averageForward(maps, tape.tiles), list: this.#forward }],
      backward: this.#backward ? [{ kernel: averageBackward(maps, tape.tiles), list: this.#backward }] : [],
    });
  }

  run(slot: PoolSlot, x: Value, gradient: GradientRef): void {
    this.#forward.push(x.at, x.affine, slot.output.at);
    if (this.#backward === null) return;
    this.#backward.push(gradient.at, slot.inputGradient);
    x.contribute({ at: slot.inputGradient, z: gradient.z });
  }
}

/** 3×3 max pool, stride 1, for many uses at once. */
export class MaxPool {
  readonly #forward: WorkList;
  readonly #backward: WorkList | null;

  constructor(tape: Tape, maps: Maps, capacity: number) {
    this.#forward = tape.list(MAX_STRIDE, capacity);
    this.#backward = tape.training ? tape.list(MAX_BACKWARD_STRIDE, capacity) : null;
    tape.record({
      forward: [{ kernel: maxForward(maps, tape.tiles), list: this.#forward }],
      backward: this.#backward ? [{ kernel: maxBackward(maps, tape.tiles), list: this.#backward }] : [],
    });
  }

  run(slot: PoolSlot, x: Value, gradient: GradientRef): void {
    this.#forward.push(x.at, x.affine, slot.output.at, slot.winners);
    if (this.#backward === null) return;
    this.#backward.push(gradient.at, slot.winners, slot.inputGradient);
    x.contribute({ at: slot.inputGradient, z: gradient.z });
  }
}
