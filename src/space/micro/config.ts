import type { StemKind } from '../stem.ts';
import { operationIds, type OperationId } from './operations.ts';

/** Everything that decides what a micro-cell network looks like but the cells themselves. */
export interface MicroConfig {
  readonly family: 'micro';
  /** Computed nodes of a cell (B − 2 in the paper's counting), 1 to 5. */
  readonly nodes: number;
  /** The operations an edge may choose, a non-empty subset in table order. */
  readonly operations: readonly OperationId[];
  /** Channels of the first stage; each reduction doubles them. */
  readonly channels: number;
  /** Runs of normal cells; a reduction cell stands between two runs. */
  readonly stages: number;
  readonly cellsPerStage: number;
  readonly stem: StemKind;
  /** Pixels a side of the (grey) input. */
  readonly imageSide: number;
  readonly classes: number;
}

/** Throws a `RangeError` that names the first thing wrong with a configuration. */
export function checkConfig(config: MicroConfig): void {
  for (const key of ['nodes', 'channels', 'stages', 'cellsPerStage', 'imageSide', 'classes'] as const) {
    if (!Number.isInteger(config[key]) || config[key] < 1) {
      throw new RangeError(`${key} must be a positive integer, not ${config[key]}.`);
    }
  }
  const ordered = operationIds.filter((id) => config.operations.includes(id));
  if (ordered.length === 0 || ordered.join() !== config.operations.join()) {
    throw new RangeError(`operations must be some of ${operationIds.join(', ')}, in this order and once each.`);
  }
}
