import type { StemKind } from '../stem.ts';
import { operationIds, type OperationId } from './operations.ts';

/** Everything that decides what a macro network looks like but its layers' operations and skips. */
export interface MacroConfig {
  readonly family: 'macro';
  readonly layers: number;
  /** The operations a layer may choose, a non-empty subset in table order. */
  readonly operations: readonly OperationId[];
  /** Channels of every layer; in search the pools do not double them (methods/enas 3.3). */
  readonly channels: number;
  readonly stem: StemKind;
  /** Pixels a side of the (grey) input. */
  readonly imageSide: number;
  readonly classes: number;
}

/** Throws a `RangeError` that names the first thing wrong with a configuration. */
export function checkConfig(config: MacroConfig): void {
  for (const key of ['layers', 'channels', 'imageSide', 'classes'] as const) {
    if (!Number.isInteger(config[key]) || config[key] < 1) {
      throw new RangeError(`${key} must be a positive integer, not ${config[key]}.`);
    }
  }
  if (config.channels % 2 !== 0) {
    throw new RangeError(`channels must be even, for the two halves of a reduction, not ${config.channels}.`);
  }
  const ordered = operationIds.filter((id) => config.operations.includes(id));
  if (ordered.length === 0 || ordered.join() !== config.operations.join()) {
    throw new RangeError(`operations must be some of ${operationIds.join(', ')}, in this order and once each.`);
  }
}
