import type { ParameterGradients } from '../../../engine/gradients.ts';
import { Reduction, type ReductionSlot } from '../../../engine/layers/reduction.ts';
import { reductionMaps } from '../../../engine/kernels/reduction.ts';
import { GradientGather } from '../../../engine/layers/sum.ts';
import type { Maps } from '../../../engine/shape.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { Value } from '../../../engine/value.ts';
import type { PoolPlan } from '../../../space/macro/network.ts';
import type { MacroParameters } from './parameters.ts';

export interface PoolOptions {
  readonly plan: PoolPlan;
  /** Maps of the nodes before it. */
  readonly maps: Maps;
  readonly lanes: number;
  /** Most readers of one reduced node in one child. */
  readonly readers: number;
}

/** Where the stem's reduction, which is the same for every child, and those of each child's layers keep their maps. */
export interface PoolSlots {
  readonly stem: ReductionSlot;
  readonly lanes: readonly (readonly ReductionSlot[])[];
}

const shapeOf = (maps: Maps) => ({ input: maps, channels: maps.channels, relu: false });

/** Halves every node that is read later, each by a factorised reduction of its own (methods/enas 3.3). */
export class NodePool {
  readonly plan: PoolPlan;
  readonly #slots: PoolSlots;
  readonly #parameters: MacroParameters;
  readonly #reduction: Reduction;
  readonly #gather: GradientGather;
  #stem: Value | null = null;

  constructor(
    tape: Tape,
    { plan, maps, lanes, readers }: PoolOptions,
    slots: PoolSlots,
    parameters: MacroParameters,
    gradients: ParameterGradients | null,
  ) {
    this.plan = plan;
    this.#slots = slots;
    this.#parameters = parameters;
    const capacity = 1 + lanes * (plan.after + 1);
    this.#reduction = new Reduction(tape, shapeOf(maps), capacity, gradients);
    this.#gather = new GradientGather(
      tape,
      reductionMaps(shapeOf(maps)),
      capacity,
      capacity * readers + lanes * readers,
    );
  }

  /** Room for all children. */
  static slots(tape: Tape, { plan, maps, lanes }: PoolOptions): PoolSlots {
    const slot = (name: string): ReductionSlot => Reduction.slot(tape, `pool ${plan.index} ${name}`, shapeOf(maps));
    return {
      stem: slot('stem'),
      lanes: Array.from({ length: lanes }, (_, lane) =>
        Array.from({ length: plan.after + 1 }, (_, layer) => slot(`layer ${layer} ${lane}`)),
      ),
    };
  }

  /** Forgets the stem of the step before. */
  start(): void {
    this.#stem = null;
  }

  /** One node of one child, reduced; node 0 only once a step. */
  run(lane: number, node: number, x: Value): Value {
    if (node === 0) {
      this.#stem ??= this.#reduce(this.#slots.stem, 0, x);
      return this.#stem;
    }
    return this.#reduce(this.#slots.lanes[lane]?.[node - 1] as ReductionSlot, node, x);
  }

  #reduce(slot: ReductionSlot, node: number, x: Value): Value {
    this.#reduction.run(slot, x, this.#parameters.reduction(this.plan.index, node));
    this.#gather.run(slot.output);
    return slot.output;
  }
}
