import {
  type Architecture,
  type CandidateEdge,
  type Decision,
  type GraphDescription,
  isChosen,
  type Space,
} from '../../space/space.ts';
import type { Marginals } from './types.ts';

/** The even policy: what is drawn before any was learned. */
export function evenMarginals(decisions: readonly Decision[]): Marginals {
  return decisions.map(({ choices }) => choices.map(() => 1 / choices.length));
}

/** A candidate's probability and the two that it is the product of (decisions taken as independent). */
export interface EdgeProbability {
  readonly input: number;
  readonly operation: number;
  readonly both: number;
}

export function edgeProbability(candidate: CandidateEdge, marginals: Marginals): EdgeProbability {
  const [input = 1, operation = 1] = candidate.when.map(({ decision, choice }) => marginals[decision]?.[choice] ?? 0);
  return { input, operation, both: input * operation };
}

/** Indices of the candidates that a child chose, by node, side A first. */
export function chosenCandidates(graph: GraphDescription, child: Architecture | null): number[] {
  if (child === null) return [];
  return graph.candidates
    .map((candidate, index) => ({ candidate, index }))
    .filter(({ candidate }) => isChosen(candidate, child))
    .sort((a, b) => a.candidate.to - b.candidate.to || a.candidate.side - b.candidate.side)
    .map(({ index }) => index);
}

/** The two decisions that make one term of a node: indices into `Space.decisions`, null where the space has none. */
export interface Term {
  readonly node: number;
  readonly side: 0 | 1;
  readonly input: number | null;
  readonly operation: number | null;
}

/** All terms of one graph, in the order of its decisions. */
export function termsOf(space: Space, graph: number): Term[] {
  const terms = new Map<string, { node: number; side: 0 | 1; input: number | null; operation: number | null }>();
  for (const [index, decision] of space.decisions.entries()) {
    if (decision.graph !== graph) continue;
    const { node, side } = decision;
    const key = `${node}.${side}`;
    const term = terms.get(key) ?? { node, side, input: null, operation: null };
    if (decision.kind !== 'skip') term[decision.kind] = index;
    terms.set(key, term);
  }
  return [...terms.values()];
}
