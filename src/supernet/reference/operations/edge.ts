import type { OperationId } from '../../../space/micro/operations.ts';
import type { Maps, Weights } from './weights.ts';

/** Which edge of the network: what its weights are keyed by (methods/enas section 4). */
export interface EdgeSite {
  readonly layer: number;
  readonly block: number;
  readonly side: 0 | 1;
  readonly input: number;
  readonly operation: OperationId;
}

/** What an edge computes. Keeps the shape of the maps. */
export type EdgeOperation = (x: Maps, site: EdgeSite, weights: Weights) => Maps;
