import type { ParameterGradients } from '../../engine/gradients.ts';
import { JoinedPointwise, type JoinSlot } from '../../engine/operations/joinedPointwise.ts';
import { Reduction, type ReductionSlot } from '../../engine/operations/reduction.ts';
import { GradientGather } from '../../engine/operations/sum.ts';
import type { Maps } from '../../engine/shape.ts';
import type { Tape } from '../../engine/tape.ts';
import type { Value } from '../../engine/value.ts';
import type { CellPlan } from '../../space/micro/network.ts';
import type { NetworkParameters } from './parameters.ts';

type Work =
  | { readonly kind: 'calibrate'; readonly operation: JoinedPointwise; readonly slots: readonly JoinSlot[] }
  | { readonly kind: 'reduce'; readonly operation: Reduction; readonly slots: readonly ReductionSlot[] };

/** Brings one input of a cell to the cell's shape, for every child (methods/enas 3.4). */
export class Adapter {
  readonly #layer: number;
  readonly #input: 0 | 1;
  readonly #parameters: NetworkParameters;
  readonly #work: Work | null;
  readonly #gather: GradientGather;

  /** `lanes`: most children in one step, or 1 where all children have the same input. */
  constructor(
    tape: Tape,
    cell: CellPlan,
    input: 0 | 1,
    maps: Maps,
    lanes: number,
    readers: number,
    parameters: NetworkParameters,
    gradients: ParameterGradients | null,
  ) {
    this.#layer = cell.index;
    this.#input = input;
    this.#parameters = parameters;
    const { adapter, side, channels } = cell.inputs[input];
    const name = (lane: number): string => `${cell.index} input ${input} ${lane}`;
    const each = <T>(slot: (lane: number) => T): T[] => Array.from({ length: lanes }, (_, lane) => slot(lane));
    if (adapter === 'none') {
      this.#work = null;
    } else if (adapter === 'calibrate') {
      this.#work = {
        kind: adapter,
        operation: new JoinedPointwise(tape, channels, maps, lanes, lanes, gradients),
        slots: each((lane) => JoinedPointwise.slot(tape, name(lane), channels, maps, 1)),
      };
    } else {
      const shape = { input: { ...maps, height: side, width: side, channels }, channels: maps.channels };
      this.#work = {
        kind: adapter,
        operation: new Reduction(tape, shape, lanes, gradients),
        slots: each((lane) => Reduction.slot(tape, name(lane), shape)),
      };
    }
    this.#gather = new GradientGather(tape, maps, lanes, readers);
  }

  /** The input as the cell reads it. */
  run(lane: number, x: Value): Value {
    if (this.#work === null) return x;
    const { output } = this.#work.slots[lane] as JoinSlot | ReductionSlot;
    if (this.#work.kind === 'calibrate') {
      const { weights, norm } = this.#parameters.calibration(this.#layer, this.#input);
      this.#work.operation.run(this.#work.slots[lane] as JoinSlot, [{ x, weights }], norm);
    } else {
      const parameters = this.#parameters.reduction(this.#layer, this.#input);
      this.#work.operation.run(this.#work.slots[lane] as ReductionSlot, x, parameters);
    }
    this.#gather.run(output);
    return output;
  }
}
