import type { CandidateEdge, GraphDescription, GraphNode } from '../../space/space.ts';
import { arcApex, arcPath, type Arc, type Point } from './arcs.ts';

/**
 * How large arcs and slots are: `tall` is the usual drawing, `compact` and `flat` for short windows, `upright` and
 * `upright-flat` for phones, `large` for a room.
 */
export type Fit = 'tall' | 'compact' | 'flat' | 'upright' | 'upright-flat' | 'large';

/** Down the page instead of across it. */
export function isUpright(fit: Fit): boolean {
  return fit === 'upright' || fit === 'upright-flat';
}

/** Nodes stand so close that the names of inputs go beside them, across the axis. */
export function isClose(fit: Fit): boolean {
  return fit === 'upright-flat' || fit === 'large';
}

/** One candidate edge where it is drawn; in the order of `GraphDescription.candidates`. */
export interface Strand extends Arc {
  readonly candidate: CandidateEdge;
  /** Its index among them. */
  readonly index: number;
  readonly path: string;
  readonly apex: Point;
}

export interface PlacedNode extends GraphNode {
  readonly x: number;
}

/** A graph as an arc diagram: time runs along x, side A arcs above `axis`, side B below. Sizes in pixels. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly axis: number;
  /** Distance between two slots. */
  readonly pitch: number;
  /** Length of a node along the axis: `nodeSize.length`, or less where many stand close. */
  readonly nodeLength: number;
  readonly nodes: readonly PlacedNode[];
  readonly strands: readonly Strand[];
}

export const nodeSize = { length: 44, breadth: 32 } as const;
export const chipSize = { width: 28, height: 19 } as const;

/**
 * Apex of the shortest arc; room for all arcs on one side, which many may pass up to `tallest`; bounds of the step a slot
 * adds, and of the pitch. Down the page there is always room for the least pitch.
 */
const fits = {
  tall: { first: 40, room: 190.4, tallest: 330, step: [29, 75], pitch: [0, 150], span: 660 },
  compact: { first: 34, room: 150, tallest: 300, step: [26, 60], pitch: [0, 150], span: 660 },
  flat: { first: 29, room: 100, tallest: 200, step: [17, 44], pitch: [0, 150], span: 660 },
  large: { first: 34, room: 150, tallest: 300, step: [26, 50], pitch: [0, 110], span: 490 },
  upright: { first: 34, room: 150, tallest: 300, step: [26, 44], pitch: [38, 100], span: 430 },
  'upright-flat': { first: 34, room: 150, tallest: 300, step: [26, 44], pitch: [52, 60], span: 250 },
} as const;

/** The part of the pitch that a node may take. */
const NODE_SHARE = 0.84;

/** What two operations on the same pair of nodes lie apart. */
const OPERATION_GAP = 5.2;
/** Room at both ends of the axis for half a node and a label. */
const END_MARGIN = 50;
/** The same where labels stand beside the axis. */
const CLOSE_MARGIN = 26;
/** The labels of the inputs stand left of them, so the drawing moves right by this. */
const LABEL_SHIFT = 6;
const ARC_MARGIN = 12;
/** Below the axis there is at least room for the label under the output. */
const LABEL_ROOM = 32;

/** Ports measured from the middle of a node: arriving arcs use its left half, leaving ones its right half. */
const ports = { arriving: [-17, -4], leaving: [19, 6] } as const;

/** Off the axis, from the edge of a node: 40 + 35 (distance − 1) + 5.2 (operation − 2) in the four-node cell. */
export function apexHeight(
  first: number,
  step: number,
  distance: number,
  operation: number,
  operations: number,
): number {
  return first + step * (distance - 1) + OPERATION_GAP * (operation - (operations - 1) / 2);
}

/** Where every node and candidate of a graph is drawn, whatever child is chosen. */
export function layoutGraph(graph: GraphDescription, fit: Fit = 'tall'): GraphLayout {
  const { first, room, tallest, step: stepBounds, pitch: pitchBounds, span } = fits[fit];
  const lastSlot = Math.max(...graph.nodes.map((node) => node.slot));
  const pitch = clamp(span / lastSlot, pitchBounds[0], pitchBounds[1]);
  const nodeLength = Math.min(nodeSize.length, NODE_SHARE * pitch);
  const upright = isUpright(fit);
  const width = upright ? pitch * lastSlot + 2 * (isClose(fit) ? CLOSE_MARGIN : END_MARGIN) : span + 2 * END_MARGIN;
  const nodes = graph.nodes.map((node) => ({
    ...node,
    x: (width - pitch * lastSlot) / 2 + pitch * node.slot + (upright ? 0 : LABEL_SHIFT),
  }));

  const slotOf = new Map(graph.nodes.map((node) => [node.id, node.slot]));
  const distance = ({ from, to }: CandidateEdge): number => (slotOf.get(to) ?? 0) - (slotOf.get(from) ?? 0);
  const operationChoice = ({ when }: CandidateEdge): number => when.at(-1)?.choice ?? 0;
  const operations = Math.max(1, ...graph.candidates.map((candidate) => operationChoice(candidate) + 1));
  const farthest = Math.max(1, ...graph.candidates.map(distance));
  const offset = (OPERATION_GAP * (operations - 1)) / 2;
  const stepsTo = (height: number): number => (height - first - offset) / Math.max(1, farthest - 1);
  const step = clamp(stepsTo(room), Math.min(stepBounds[0], stepsTo(tallest)), stepBounds[1]);
  const apexOf = (candidate: CandidateEdge): number =>
    apexHeight(first, step, distance(candidate), operationChoice(candidate), operations);

  const reach = (side: 0 | 1): number =>
    Math.max(0, ...graph.candidates.filter((candidate) => candidate.side === side).map(apexOf)) + ARC_MARGIN;
  const axis = reach(0) + nodeSize.breadth / 2;
  const height = axis + nodeSize.breadth / 2 + Math.max(LABEL_ROOM, reach(1));

  const place = new Map(nodes.map((node) => [node.id, node.x]));
  const port = portFinder(graph.candidates, distance, nodeLength / nodeSize.length);
  const strands = graph.candidates.map((candidate, index): Strand => {
    const up = candidate.side === 0 ? -1 : 1;
    const arc: Arc = {
      x0: (place.get(candidate.from) ?? 0) + port(candidate, 'leaving'),
      x1: (place.get(candidate.to) ?? 0) + port(candidate, 'arriving'),
      y: axis + (up * nodeSize.breadth) / 2,
      bend: (up * apexOf(candidate)) / 0.75,
    };
    return { ...arc, candidate, index, path: arcPath(arc), apex: arcApex(arc) };
  });
  return { width, height, axis, pitch, nodeLength, nodes, strands };
}

/**
 * Nested arcs never cross at a node: the nearest source arrives outermost left, the farthest target leaves innermost.
 * All operations between two nodes share a port, and so do both sides.
 */
function portFinder(
  candidates: readonly CandidateEdge[],
  distance: (candidate: CandidateEdge) => number,
  scale: number,
): (candidate: CandidateEdge, end: 'arriving' | 'leaving') => number {
  const distances = { arriving: new Map<number, number[]>(), leaving: new Map<number, number[]>() };
  const note = (map: Map<number, number[]>, node: number, value: number): void => {
    const known = map.get(node) ?? [];
    if (!known.includes(value))
      map.set(
        node,
        [...known, value].sort((a, b) => a - b),
      );
  };
  for (const candidate of candidates) {
    note(distances.arriving, candidate.to, distance(candidate));
    note(distances.leaving, candidate.from, distance(candidate));
  }
  return (candidate, end) => {
    const all = distances[end].get(end === 'arriving' ? candidate.to : candidate.from) ?? [];
    const [outer, inner] = ports[end];
    const share = all.length > 1 ? all.indexOf(distance(candidate)) / (all.length - 1) : 0.5;
    return scale * (outer + (inner - outer) * share);
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
