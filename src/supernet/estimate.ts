import type { AnySpace } from '../space/spaces.ts';
import type { CallSize, OptimiserName } from './supernet.ts';

/** What an estimate is of. */
export interface EstimateOptions {
  readonly space: AnySpace;
  readonly optimiser: OptimiserName;
  /** Examples and children of one training step. */
  readonly batch: number;
  readonly children: number;
  /** The calls that score children. */
  readonly score: readonly CallSize[];
  /** Examples of all splits that are on the device. */
  readonly examples: number;
}
