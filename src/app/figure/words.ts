import type { CandidateEdge } from '../../space/space.ts';
import { count, probability as digits } from '../words/numbers.ts';
import type { EdgeWeights } from './edge-weights.ts';
import { operationLook } from './operations.ts';
import type { EdgeProbability } from './probabilities.ts';

export const sideWords = ['side A', 'side B'] as const;

/** Which edge: “1 → 4, side A, sep 3×3”. */
export function edgeName({ from, to, side, operation }: CandidateEdge): string {
  return `${from} → ${to}, ${sideWords[side]}, ${operationLook(operation).label}`;
}

export interface EdgeFacts {
  readonly probability: EdgeProbability;
  /** Null before anything was counted. */
  readonly uses: number | null;
  readonly steps: number;
  /** Null where the space is no network of cells. */
  readonly owned: EdgeWeights | null;
}

/** What is known of an edge, for the line beneath the figure. */
export function edgeNumbers({ probability, uses, steps, owned }: EdgeFacts): string {
  const { input, operation, both } = probability;
  const parts = [`p = ${digits(input)} × ${digits(operation)} = ${digits(both)}`];
  if (uses !== null) parts.push(`trained in ${count(uses)} of ${count(steps)} steps`);
  if (owned !== null) {
    const many = owned.cells === 1 ? '' : ` in ${owned.cells} cells`;
    parts.push(owned.weights === 0 ? 'no weights' : `${count(owned.weights)} weights${many}`);
  }
  return parts.join(' · ');
}
