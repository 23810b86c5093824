import type { ParameterGradients } from '../../../engine/gradients.ts';
import { AveragePool, MaxPool, type PoolSlot, poolSlot } from '../../../engine/layers/pool.ts';
import { Separable, type SeparableSlot } from '../../../engine/layers/separable.ts';
import type { Maps } from '../../../engine/shape.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { GradientRef, TensorRef, Value } from '../../../engine/value.ts';
import { type OperationId, operationFacts } from '../../../space/micro/operations.ts';
import type { NetworkParameters } from './parameters.ts';

/** Which edge of the network: what its weights are keyed by (methods/enas section 4). */
export interface EdgeSite {
  readonly layer: number;
  readonly block: number;
  readonly side: 0 | 1;
  readonly input: number;
  readonly operation: OperationId;
}

/** Where an edge keeps its maps, whichever operation it has chosen; null where no operation of the space needs it. */
export interface EdgeSlot {
  readonly separable: SeparableSlot | null;
  readonly pool: PoolSlot | null;
}

const isPool = (operation: OperationId): boolean => operation === 'avg3' || operation === 'max3';

/** Room for one edge that runs one of these operations at a time: they share it. */
export function edgeSlot(tape: Tape, name: string, maps: Maps, operations: readonly OperationId[]): EdgeSlot {
  const sizes = operations.filter((id) => operationFacts[id].separable).map((id) => operationFacts[id].kernel);
  const [separable, pool] = tape.arena.overlap(
    () => (sizes.length > 0 ? Separable.slot(tape, name, maps, Math.max(...sizes)) : null),
    () => (operations.some(isPool) ? poolSlot(tape, name, maps) : null),
  );
  return { separable, pool };
}

/** The operations of all edges that can run at the same time: those of one wave of a cell, for every child. */
export class EdgeWave {
  readonly #parameters: NetworkParameters;
  readonly #separable: Separable | null;
  readonly #average: AveragePool | null;
  readonly #max: MaxPool | null;

  constructor(
    tape: Tape,
    maps: Maps,
    operations: readonly OperationId[],
    capacity: number,
    parameters: NetworkParameters,
    gradients: ParameterGradients | null,
  ) {
    const sizes = operations.filter((id) => operationFacts[id].separable).map((id) => operationFacts[id].kernel);
    this.#parameters = parameters;
    this.#separable = sizes.length > 0 ? new Separable(tape, maps, sizes, capacity, gradients) : null;
    this.#average = operations.includes('avg3') ? new AveragePool(tape, maps, capacity) : null;
    this.#max = operations.includes('max3') ? new MaxPool(tape, maps, capacity) : null;
  }

  /** Runs one edge; `gradient` is that of its output. Returns where the output will lie. */
  run(slot: EdgeSlot, site: EdgeSite, x: Value, gradient: GradientRef): TensorRef {
    switch (site.operation) {
      case 'sep3':
      case 'sep5': {
        const stacks = this.#parameters.separable(site.layer, site.block, site.side, site.input, site.operation);
        const separable = slot.separable as SeparableSlot;
        this.#separable?.run(separable, operationFacts[site.operation].kernel, x, stacks, gradient);
        return separable.output;
      }
      case 'avg3':
      case 'max3': {
        const pool = slot.pool as PoolSlot;
        (site.operation === 'avg3' ? this.#average : this.#max)?.run(pool, x, gradient);
        return pool.output;
      }
      case 'identity':
        x.contribute(gradient);
        return x;
    }
  }
}
