import {
  type Architecture,
  type CandidateEdge,
  type Condition,
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

/** A candidate's probability and what it is the product of (decisions taken as independent). */
export interface EdgeProbability {
  /** One for each condition of the candidate, in their order. */
  readonly factors: readonly number[];
  readonly product: number;
}

/** How likely all choices are that make a candidate; 1 where it needs none. */
export function edgeProbability({ when }: CandidateEdge, marginals: Marginals): EdgeProbability {
  const factors = when.map(({ decision, choice }) => marginals[decision]?.[choice] ?? 0);
  return { factors, product: factors.reduce((product, factor) => product * factor, 1) };
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

/**
 * Index of the candidate with a choice: where several have it, the one whose other choices are most of them the child's.
 * Null for a choice that adds no edge, and of other graphs.
 */
export function candidateWith(
  candidates: readonly CandidateEdge[],
  told: Condition | null,
  child: Architecture | null,
): number | null {
  if (told === null) return null;
  let best: { readonly index: number; readonly shared: number } | null = null;
  for (const [index, { when }] of candidates.entries()) {
    if (!when.some(({ decision, choice }) => decision === told.decision && choice === told.choice)) continue;
    const shared = when.filter(({ decision, choice }) => child?.[decision] === choice).length;
    if (best === null || shared > best.shared) best = { index, shared };
  }
  return best?.index ?? null;
}

/** The decisions that meet at one place of a node: indices into `Space.decisions`, in their order. */
export interface Term extends Pick<Decision, 'node' | 'from' | 'side'> {
  readonly decisions: readonly number[];
}

/** All terms of one graph, in the order of its decisions: those about one node, one edge and one side belong together. */
export function termsOf({ decisions }: Pick<Space, 'decisions'>, graph: number): Term[] {
  const terms = new Map<string, Omit<Term, 'decisions'> & { decisions: number[] }>();
  for (const [index, { node, from, side, ...decision }] of decisions.entries()) {
    if (decision.graph !== graph) continue;
    const key = [node, from, side].join();
    const term = terms.get(key);
    if (term) term.decisions.push(index);
    else
      terms.set(key, {
        node,
        ...(from !== undefined && { from }),
        ...(side !== undefined && { side }),
        decisions: [index],
      });
  }
  return [...terms.values()];
}

/** The term that helps to choose a candidate. */
export function termOf(terms: readonly Term[], { when }: Pick<CandidateEdge, 'when'>): Term | undefined {
  return terms.find(({ decisions }) => when.some(({ decision }) => decisions.includes(decision)));
}
