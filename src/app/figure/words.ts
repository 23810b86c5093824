import type { CandidateEdge, GraphDescription } from '../../space/space.ts';
import { count, probability as digits } from '../words/numbers.ts';
import { operationLook } from './operations.ts';
import type { EdgeProbability, Term } from './probabilities.ts';
import type { Bars } from './types.ts';

export const sideWords = ['side A', 'side B'] as const;

/** The name under which a graph shows a node. */
export function nodeName({ nodes }: Pick<GraphDescription, 'nodes'>, node: number): string {
  return nodes.find(({ id }) => id === node)?.label ?? String(node);
}

/** Whether the nodes of a graph add two terms, one drawn on each side. */
export function hasSides({ nodes, candidates }: Pick<GraphDescription, 'nodes' | 'candidates'>): boolean {
  return nodes.every(
    ({ id, role }) =>
      role !== 'computed' || new Set(candidates.flatMap((c) => (c.to === id ? [c.side] : []))).size === 2,
  );
}

/** Which edge: “1 → 4, side A, sep 3×3”; no side where the nodes of its graph have but one. */
export function edgeName({ from, to, side, operation }: CandidateEdge, graph: GraphDescription): string {
  const placed = hasSides(graph) ? `${sideWords[side]}, ` : '';
  return `${nodeName(graph, from)} → ${nodeName(graph, to)}, ${placed}${operationLook(operation).label}`;
}

/** Which node, and which of its terms where it has several. */
export function termName(graph: GraphDescription, { node, from, side }: Omit<Term, 'decisions'>): string {
  const edge = from === undefined ? '' : ` from ${nodeName(graph, from)}`;
  return `node ${nodeName(graph, node)}${edge}${side !== undefined && hasSides(graph) ? `, ${sideWords[side]}` : ''}`;
}

export interface EdgeFacts {
  /** What `probability` is. */
  readonly value: Bars['value'];
  readonly probability: EdgeProbability;
  /** Null before anything was counted. */
  readonly uses: number | null;
  readonly steps: number;
}

/** What is known of an edge, for the line beneath the figure; `more` is what its family knows besides. */
export function edgeNumbers(
  { value, probability, uses, steps }: EdgeFacts,
  more: readonly string[] = [],
  used: 'trained' | 'taken' = 'trained',
): string {
  const parts = [`${symbolOf(value)} ${productOf(probability)}`];
  if (uses !== null) parts.push(`${used} in ${count(uses)} of ${count(steps)} steps`);
  return [...parts, ...more].join(' · ');
}

/** The sum behind a probability, “.56 × .53 = .30”; the number alone where one factor decides it. */
function productOf({ factors, product }: EdgeProbability): string {
  if (factors.length < 2 || product === factors[0]) return digits(product);
  return `${factors.map(digits).join(' × ')} = ${digits(product)}`;
}

/** What stands before a number: “p =” or “share”. */
function symbolOf(value: Bars['value']): string {
  return value === 'probability' ? 'p =' : value;
}
