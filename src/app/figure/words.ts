import type { Bars } from '../../experiment/methods/bars.ts';
import type { CandidateEdge, GraphDescription } from '../../space/space.ts';
import { count, probability as digits } from '../words/numbers.ts';
import type { EdgeWeights } from './edge-weights.ts';
import { operationLook } from './operations.ts';
import type { EdgeProbability } from './probabilities.ts';

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
  return `${nodeName(graph, from)} → ${nodeName(graph, to)}, ${placed(graph, side)}${operationLook(operation).label}`;
}

/** Which node, and which of its terms where it has two. */
export function termName(
  graph: GraphDescription,
  { node, side }: { readonly node: number; readonly side: 0 | 1 },
): string {
  return `node ${nodeName(graph, node)}${hasSides(graph) ? `, ${sideWords[side]}` : ''}`;
}

function placed(graph: GraphDescription, side: 0 | 1): string {
  return hasSides(graph) ? `${sideWords[side]}, ` : '';
}

export interface EdgeFacts {
  /** What `probability` is. */
  readonly value: Bars['value'];
  readonly probability: EdgeProbability;
  /** Null before anything was counted. */
  readonly uses: number | null;
  readonly steps: number;
  /** Null where the space is no network of cells. */
  readonly owned: EdgeWeights | null;
}

/** What is known of an edge, for the line beneath the figure. */
export function edgeNumbers({ value, probability, uses, steps, owned }: EdgeFacts): string {
  const { input, operation, both } = probability;
  const product = both === input ? digits(both) : `${digits(input)} × ${digits(operation)} = ${digits(both)}`;
  const parts = [`${symbolOf(value)} ${product}`];
  if (uses !== null) parts.push(`trained in ${count(uses)} of ${count(steps)} steps`);
  if (owned !== null) {
    const many = owned.cells === 1 ? '' : ` in ${owned.cells} cells`;
    parts.push(owned.weights === 0 ? 'no weights' : `${count(owned.weights)} weights${many}`);
  }
  return parts.join(' · ');
}

/** What stands before a number: “p =” or “share”. */
export function symbolOf(value: Bars['value']): string {
  return value === 'probability' ? 'p =' : value;
}
