import type { NetworkPlan } from '../../../space/macro/network.ts';
import type { CandidateEdge, GraphDescription } from '../../../space/space.ts';
import { type Fit, type GraphLayout, layoutGraph, nodeSize } from '../layout.ts';

/** A run of nodes whose maps have one size, from the left of its first to the right of its last. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly side: number;
}

/** `strands` are those of the possible skips alone, over the axis, whatever side the space calls it. */
export interface LayersLayout extends GraphLayout {
  readonly stretches: readonly Stretch[];
  /** Where maps are halved: between two stretches. */
  readonly pools: readonly number[];
}

/** Room below the axis for the layers' numbers and the sizes of their maps. */
const BELOW = 62;

/** Whether a candidate is a skip: an edge that is chosen or not, beside the chain of operations. */
export function isSkip(candidate: CandidateEdge): boolean {
  return candidate.side === 1;
}

/** Where the layers of a network and all its possible skips are drawn, whatever child is chosen. */
export function layoutLayers(graph: GraphDescription, plan: NetworkPlan, fit: Fit = 'tall'): LayersLayout {
  const skips = graph.candidates.flatMap((candidate, index) => (isSkip(candidate) ? [{ candidate, index }] : []));
  // One choice of one kind each: no arc has to give way to another between the same nodes.
  const flat = skips.map(({ candidate }) => ({
    ...candidate,
    side: 0 as const,
    when: candidate.when.map((condition) => ({ ...condition, choice: 0 })),
  }));
  const layout = layoutGraph({ ...graph, candidates: flat }, fit);
  const placeOf = (node: number): number => layout.nodes.find(({ id }) => id === node)?.x ?? 0;
  const pools = plan.pools.map(({ after }) => (placeOf(after + 1) + placeOf(after + 2)) / 2);
  const borders = [placeOf(0) - layout.nodeLength / 2, ...pools, placeOf(plan.layers.length) + layout.nodeLength / 2];
  const sides = [plan.stem.side, ...plan.pools.map(({ side }) => side)];
  return {
    ...layout,
    height: layout.axis + nodeSize.breadth / 2 + BELOW,
    strands: layout.strands.map((strand, at) => ({ ...strand, ...(skips[at] as (typeof skips)[number]) })),
    pools,
    stretches: sides.map((side, at) => ({ from: borders[at] ?? 0, to: borders[at + 1] ?? 0, side })),
  };
}
