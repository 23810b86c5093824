import type { ParameterGradients } from '../../../engine/gradients.ts';
import { Convolution, type ConvolutionSlot } from '../../../engine/layers/convolution.ts';
import { AveragePool, MaxPool, type PoolForm, type PoolSlot, poolSlot } from '../../../engine/layers/pool.ts';
import { Separable, type SeparableForm, type SeparableSlot } from '../../../engine/layers/separable.ts';
import type { Maps } from '../../../engine/shape.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { GradientRef, TensorRef, Value } from '../../../engine/value.ts';
import { type OperationId, operationFacts } from '../../../space/macro/operations.ts';
import type { MacroParameters } from './parameters.ts';

/** Where one child's layer keeps its operation's maps; null where no operation of the space needs it. */
export interface OperationSlot {
  readonly dense: ReadonlyMap<number, ConvolutionSlot>;
  readonly separable: SeparableSlot | null;
  readonly pool: PoolSlot | null;
}

const oneStack: SeparableForm = { stacks: 1, stride: 1 };
const afterRelu: PoolForm = { stride: 1, relu: true };

const denseShape = (maps: Maps, size: number) =>
  ({ input: maps, channels: maps.channels, size, stride: 1, relu: true }) as const;

const sizesOf = (operations: readonly OperationId[], kind: 'dense' | 'separable'): number[] =>
  operations.map((id) => operationFacts[id]).flatMap((facts) => (facts.kind === kind ? [facts.kernel] : []));

/** Room for one layer of one child, which runs one of these operations at a time: they share it. */
export function operationSlot(tape: Tape, name: string, maps: Maps, operations: readonly OperationId[]): OperationSlot {
  const [small, large] = sizesOf(operations, 'dense');
  const dense = (size: number | undefined) => () =>
    size === undefined ? [] : [[size, Convolution.slot(tape, name, denseShape(maps, size))] as const];
  const separable = sizesOf(operations, 'separable');
  const { arena } = tape;
  const [denseSlots, [separableSlot, pool]] = arena.overlap(
    () => arena.overlap(dense(small), dense(large)).flat(),
    () =>
      arena.overlap(
        () => (separable.length > 0 ? Separable.slot(tape, name, maps, Math.max(...separable), oneStack) : null),
        () =>
          operations.includes('avg3') || operations.includes('max3') ? poolSlot(tape, name, maps, afterRelu) : null,
      ),
  );
  return { dense: new Map(denseSlots), separable: separableSlot, pool };
}

/** The operations of one layer, after their 1×1 convolutions, for every child. Each reads its input through a ReLU. */
export class LayerOperations {
  readonly #layer: number;
  readonly #parameters: MacroParameters;
  readonly #dense: ReadonlyMap<number, Convolution>;
  readonly #separable: Separable | null;
  readonly #average: AveragePool | null;
  readonly #max: MaxPool | null;

  constructor(
    tape: Tape,
    layer: number,
    maps: Maps,
    operations: readonly OperationId[],
    lanes: number,
    parameters: MacroParameters,
    gradients: ParameterGradients | null,
  ) {
    this.#layer = layer;
    this.#parameters = parameters;
    this.#dense = new Map(
      sizesOf(operations, 'dense').map((size) => [
        size,
        new Convolution(tape, denseShape(maps, size), lanes, gradients),
      ]),
    );
    const separable = sizesOf(operations, 'separable');
    this.#separable = separable.length > 0 ? new Separable(tape, maps, separable, lanes, gradients, oneStack) : null;
    this.#average = operations.includes('avg3') ? new AveragePool(tape, maps, lanes, afterRelu) : null;
    this.#max = operations.includes('max3') ? new MaxPool(tape, maps, lanes, afterRelu) : null;
  }

  /** Runs one child's operation; `gradient` is that of its output. Returns where the output will lie. */
  run(slot: OperationSlot, operation: OperationId, x: Value, gradient: GradientRef): TensorRef {
    const { kernel, kind } = operationFacts[operation];
    switch (kind) {
      case 'dense': {
        const dense = slot.dense.get(kernel) as ConvolutionSlot;
        this.#dense.get(kernel)?.run(dense, x, this.#parameters.dense(this.#layer, operation), gradient);
        return dense.output;
      }
      case 'separable': {
        const separable = slot.separable as SeparableSlot;
        const stack = this.#parameters.separable(this.#layer, operation);
        this.#separable?.run(separable, kernel, x, [stack], gradient);
        return separable.output;
      }
      case 'pool': {
        const pool = slot.pool as PoolSlot;
        (operation === 'avg3' ? this.#average : this.#max)?.run(pool, x, gradient);
        return pool.output;
      }
    }
  }
}
