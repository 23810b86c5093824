import { type Arc, arcApex, arcPath, type Point } from '../../src/app/figure/arcs.ts';
import { layoutLanes, type Lane } from '../../src/app/figure/cells/lanes.ts';
import { nodeSize, type PlacedNode } from '../../src/app/figure/layout.ts';
import type { CandidateEdge, ChildGraph, GraphDescription } from '../../src/space/space.ts';

/** An edge of the child where it is drawn. */
export interface PlacedEdge {
  readonly edge: CandidateEdge;
  readonly path: string;
  readonly apex: Point;
  /** The arrow head at its end. */
  readonly head: string;
}

export interface PlacedChild {
  readonly width: number;
  readonly height: number;
  readonly axis: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly lanes: readonly Lane[];
}

/** As the page's figure where a graph has few nodes; with more the drawing grows wider, so that nodes stay apart. */
const SPAN = 660;
const NARROWEST = 64;
const WIDEST = 150;
/** Left of the first node there is room for its note, right of the last one for half a node. */
const MARGIN = { left: 68, right: 40 } as const;
/** Apex of the shortest arc over a node's edge, what a slot adds, and how high the longest may be. */
const FIRST = 40;
const STEP = 35;
const HIGHEST = 260;
const ARC_MARGIN = 14;
const NOTE_ROOM = 32;
/** From the middle of a node: arriving arcs use its left half, the nearest outermost; leaving ones its right half. */
const ports = { arriving: [-17, -4], leaving: [19, 6] } as const;

/** Where a child's graph is drawn: node i in slot i whatever the child, arcs the higher the farther they go. */
export function placeChild(graph: GraphDescription, { edges, looseEnds }: ChildGraph): PlacedChild {
  const last = Math.max(...graph.nodes.map(({ slot }) => slot));
  const pitch = Math.min(WIDEST, Math.max(NARROWEST, SPAN / last));
  const width = pitch * last + MARGIN.left + MARGIN.right;
  const slots = new Map(graph.nodes.map(({ id, slot }) => [id, slot]));
  const slotOf = (id: number): number => slots.get(id) ?? 0;
  const xOf = (id: number): number => MARGIN.left + pitch * slotOf(id);
  const distanceOf = ({ from, to }: CandidateEdge): number => slotOf(to) - slotOf(from);
  const farthest = Math.max(2, ...graph.candidates.map(distanceOf));
  const step = Math.min(STEP, (HIGHEST - FIRST) / (farthest - 1));
  const apexOf = (edge: CandidateEdge): number => FIRST + step * (distanceOf(edge) - 1);
  const reach = (side: 0 | 1): number =>
    Math.max(0, ...edges.filter((edge) => edge.side === side).map(apexOf)) + ARC_MARGIN;
  const axis = reach(0) + nodeSize.breadth / 2;
  const nodes = graph.nodes.map((node) => ({ ...node, x: xOf(node.id) }));

  const port = ([outer, inner]: readonly [number, number], edge: CandidateEdge): number =>
    outer + ((inner - outer) * (distanceOf(edge) - 1)) / (farthest - 1);
  const placed = edges.map((edge): PlacedEdge => {
    const up = edge.side === 0 ? -1 : 1;
    const arc: Arc = {
      x0: xOf(edge.from) + port(ports.leaving, edge),
      x1: xOf(edge.to) + port(ports.arriving, edge),
      y: axis + (up * nodeSize.breadth) / 2,
      bend: (up * apexOf(edge)) / 0.75,
    };
    return { edge, path: arcPath(arc), apex: arcApex(arc), head: `M${arc.x1 - 4} ${arc.y + 8 * up}h8l-4 ${-8 * up}z` };
  });
  const height = axis + nodeSize.breadth / 2 + Math.max(NOTE_ROOM, reach(1));
  const lanes = layoutLanes({ axis, nodes, nodeLength: nodeSize.length }, looseEnds);
  return { width, height, axis, nodes, edges: placed, lanes };
}
