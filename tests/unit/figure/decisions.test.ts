import { describe, expect, it } from 'vitest';
import { drawnDecisions } from '../../../src/app/figure/cells/choices.ts';
import {
  candidateWith,
  edgeProbability,
  evenMarginals,
  termOf,
  termsOf,
} from '../../../src/app/figure/probabilities.ts';
import { termName } from '../../../src/app/figure/words.ts';
import type { CandidateEdge, Decision, GraphDescription } from '../../../src/space/space.ts';
import { nodeSpace } from '../policy/recurrent/node-space.ts';

/** A block of a mobile network: four decisions at one node. */
const block = (['kernel', 'expansion', 'skip', 'channels'] as const).map((kind, at): Decision => {
  const choices = Array.from({ length: at + 2 }, (_, choice) => String(choice));
  return { id: `block1.${kind}`, kind, graph: 0, node: 1, choices };
});

/** A node that chooses an operation for each of its incoming edges. */
const edges = [0, 1, 2].map((from): Decision => {
  return { id: `edge${from}`, kind: 'operation', graph: 0, node: 3, from, choices: ['sep3', 'identity'] };
});

const reached: CandidateEdge = {
  from: 0,
  to: 1,
  side: 0,
  operation: 'block',
  when: block.map((_, decision) => ({ decision, choice: 0 })),
};

describe('decisions that meet at one node', () => {
  it('make one term, whatever their number', () => {
    expect(termsOf({ decisions: block }, 0)).toEqual([{ node: 1, decisions: [0, 1, 2, 3] }]);
    expect(termsOf({ decisions: block }, 1)).toEqual([]);
  });

  it('make a term an edge where each is about its own edge', () => {
    const terms = termsOf({ decisions: edges }, 0);
    expect(terms).toEqual([0, 1, 2].map((from) => ({ node: 3, from, decisions: [from] })));
    const nodes = [0, 1, 2, 3].map((id) => ({ id, label: `n${id}`, role: 'computed' as const, slot: id }));
    const graph: GraphDescription = { id: 'cell', label: 'cell', nodes, candidates: [] };
    expect(terms.map((term) => termName(graph, term))).toEqual([
      'node n3 from n0',
      'node n3 from n1',
      'node n3 from n2',
    ]);
    expect(termOf(terms, { when: [{ decision: 1, choice: 0 }] })).toBe(terms[1]);
  });

  it('make an edge as likely as all of their choices together', () => {
    const { factors, product } = edgeProbability(reached, evenMarginals(block));
    expect(factors).toEqual([1 / 2, 1 / 3, 1 / 4, 1 / 5]);
    expect(product).toBeCloseTo(1 / 120, 15);
    expect(edgeProbability({ ...reached, when: [] }, [])).toEqual({ factors: [], product: 1 });
  });

  it('are marked at the edge with the told choice that is most like the child', () => {
    const edge = (kernel: number, skip: number): CandidateEdge => ({
      ...reached,
      when: [
        { decision: 0, choice: kernel },
        { decision: 2, choice: skip },
      ],
    });
    const candidates = [edge(0, 0), edge(1, 0), edge(1, 1)];
    expect(candidateWith(candidates, { decision: 0, choice: 1 }, [0, 0, 1, 0])).toBe(2);
    expect(candidateWith(candidates, { decision: 0, choice: 1 }, [0, 0, 0, 0])).toBe(1);
    expect(candidateWith(candidates, { decision: 0, choice: 1 }, null)).toBe(1);
    expect(candidateWith(candidates, { decision: 3, choice: 1 }, null)).toBeNull();
    expect(candidateWith(candidates, null, null)).toBeNull();
  });

  it('are drawn as their family says; cells refuse kinds that they do not have', () => {
    expect(drawnDecisions({ decisions: edges }, [2]).map(({ look }) => look.plural)).toEqual(['operations']);
    expect(() => drawnDecisions({ decisions: block }, [0])).toThrow(RangeError);
  });
});

describe('a recurrent cell', () => {
  const space = nodeSpace(3);
  const terms = termsOf(space, 0);

  it('has one term a node, which both edges into its first node belong to', () => {
    expect(terms.map(({ node, decisions }) => [node, decisions])).toEqual([
      [2, [0]],
      [3, [1, 2]],
      [4, [3, 4]],
    ]);
    const first = space.graphs[0]?.candidates.filter(({ to }) => to === 2) ?? [];
    expect(new Set(first.map(({ from }) => from))).toEqual(new Set([0, 1]));
    for (const edge of first) expect(termOf(terms, edge)).toBe(terms[0]);
  });
});
