import { chipSize, nodeSize, type PlacedNode } from '../../src/app/figure/layout.ts';
import { SKIP } from '../../src/space/macro/graphs.ts';
import type { AnySpace } from '../../src/space/spaces.ts';
import { inspected } from './families/families.ts';
import { marks } from './marks.ts';
import { placeChild, type PlacedChild, type PlacedEdge } from './place.ts';
import type { Child } from './read.ts';
import { looseEndsOf } from './report.ts';
import { type Scheme, styleOf } from './style.ts';

const TITLE_ROOM = 34;
const KEY_ROOM = 30;
const KEY_PITCH = 112;

/** The child as an SVG file: its graphs under one another, as the page's figure draws them, and a key of operations. */
export function picture(child: Child, scheme: Scheme = 'light'): string {
  const { space, architecture } = child;
  const graphs = space.describe(architecture).flatMap((childGraph, index) => {
    const graph = space.graphs[index];
    return graph === undefined ? [] : [{ label: graph.label, placed: placeChild(graph, childGraph) }];
  });
  const used = new Set(graphs.flatMap(({ placed }) => placed.edges.map(({ edge }) => edge.operation)));
  const operations = Object.keys(marks).filter((id) => used.has(id));
  const width = Math.max(KEY_PITCH * operations.length + 20, ...graphs.map(({ placed }) => placed.width));
  let y = KEY_ROOM;
  const drawings = graphs.map(({ label, placed }, index) => {
    const group = `<g transform="translate(0 ${y})"><text class="start" x="12" y="20">${label}</text><g transform="translate(0 ${TITLE_ROOM})">${drawGraph(space, placed, looseEndsOf(child)[index] ?? [])}</g></g>`;
    y += TITLE_ROOM + Math.ceil(placed.height);
    return group;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" aria-labelledby="title desc">
<title id="title">${space.label}: ${graphs.map(({ label }) => label).join(' and ')}</title>
<desc id="desc">${space.print(architecture)}</desc>
<style>
${styleOf(operations, scheme)}
</style>
<rect class="paper" width="${width}" height="${y}"/>
${operations.map((operation, place) => drawKey(operation, 12 + place * KEY_PITCH)).join('\n')}
${drawings.join('\n')}
</svg>
`;
}

function drawGraph(space: AnySpace, { axis, nodes, edges, lanes }: PlacedChild, looseEnds: readonly number[]): string {
  return [
    ...lanes.map((lane) => `<path class="lane" d="${lane.path}" stroke-width="${lane.width}"/>`),
    ...edges.map(drawEdge),
    ...nodes.map((node) => drawNode(node, axis, inspected(space.id).note(node, looseEnds))),
    ...edges
      .filter(({ edge }) => edge.operation !== SKIP)
      .map(({ edge, apex }) => drawChip(edge.operation, apex.x, apex.y)),
  ].join('\n');
}

function drawEdge({ edge: { operation }, path, head }: PlacedEdge): string {
  const core = marks[operation]?.double === true ? `<path class="core" d="${path}"/>` : '';
  // Skips are many and thin: halos would cut them to pieces.
  if (operation === SKIP) return `<g class="skip"><path class="line" d="${path}"/><path class="head" d="${head}"/></g>`;
  return `<g class="op-${operation}"><path class="halo" d="${path}"/><path class="line" d="${path}"/>${core}<path class="head" d="${head}"/></g>`;
}

function drawChip(operation: string, x: number, y: number): string {
  const { width, height } = chipSize;
  return `<g class="chip op-${operation}" transform="translate(${x} ${y})"><rect x="${-width / 2}" y="${-height / 2}" width="${width}" height="${height}" rx="${height / 2}"/><text dy=".35em">${marks[operation]?.letters ?? ''}</text></g>`;
}

function drawNode({ x, role, label }: PlacedNode, axis: number, note: string | undefined): string {
  const { length, breadth } = nodeSize;
  const round = role === 'computed';
  const box = `<rect class="box" x="${-length / 2}" y="${-breadth / 2}" width="${length}" height="${breadth}" rx="${round ? 16 : 4}"/>`;
  // Beside an input, and beneath the output but not past the edge of the picture: no arc runs there.
  const at = role === 'input' ? `x="${-length / 2 - 5}" dy=".35em"` : `x="${length / 2}" y="${breadth / 2 + 15}"`;
  const words = note === undefined ? '' : `<text class="note end" ${at}>${note}</text>`;
  return `<g${round ? '' : ' class="square"'} transform="translate(${x} ${axis})">${box}<text dy=".35em">${label}</text>${words}</g>`;
}

function drawKey(operation: string, x: number): string {
  const core = marks[operation]?.double === true ? '<path class="core" d="M0 0h44"/>' : '';
  return `<g transform="translate(${x} 17)"><g class="op-${operation}"><path class="line" d="M0 0h44"/>${core}</g>${drawChip(operation, 22, 0)}<text class="note start" x="50" dy=".35em">${marks[operation]?.label ?? ''}</text></g>`;
}
