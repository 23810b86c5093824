import { count } from '../../words/numbers.ts';
import type { NetworkPlan } from '../../../space/micro/network.ts';
import { type OperationId, operationFacts } from '../../../space/micro/operations.ts';

export interface EdgeWeights {
  /** Shared weights that only this edge uses, over all cells that have it; batch-norm included. */
  readonly weights: number;
  readonly cells: number;
}

/**
 * What a candidate edge of one kind of cell owns. A separable convolution is depthwise k²C, pointwise C² and two
 * batch-norm vectors, twice, in every cell of its own (methods/enas 3.4 and section 4); the rest have no weights.
 */
export function edgeWeights({ cells }: NetworkPlan, kind: string, operation: string): EdgeWeights {
  const { separable, kernel } = operationFacts[operation as OperationId];
  const holders = cells.filter((cell) => cell.kind === kind);
  const own = holders.map(({ channels }) =>
    separable ? 2 * (kernel ** 2 * channels + channels ** 2 + 2 * channels) : 0,
  );
  return { weights: own.reduce((sum, weights) => sum + weights, 0), cells: holders.length };
}

/** What an edge owns, in words: “304 weights”, “1 216 weights in 4 cells”, “no weights”. */
export function weightsWords({ weights, cells }: EdgeWeights): string {
  return weights === 0 ? 'no weights' : `${count(weights)} weights${cells === 1 ? '' : ` in ${cells} cells`}`;
}
