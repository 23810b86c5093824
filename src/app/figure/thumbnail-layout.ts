import type { GraphDescription } from '../../space/space.ts';
import { arcApex, arcPath, type Point } from './arcs.ts';

export interface ThumbnailPicture {
  readonly arcs: readonly {
    readonly path: string;
    readonly operation: string;
    /** The node that it goes to. */
    readonly to: number;
    /** Its middle. */
    readonly apex: Point;
  }[];
  /** Where the nodes stand on the axis; the output is left out. */
  readonly dots: readonly number[];
  /** Who they are. */
  readonly labels: readonly string[];
}

const WIDTH = 64;
const AXIS = 22;
const MARGIN = 5;
const TALLEST_APEX = 18;

/** The arc diagram of a child at 64 × 44: `chosen` are candidate indices. Height depends on the distance alone. */
export function layoutThumbnail(graph: GraphDescription, chosen: readonly number[]): ThumbnailPicture {
  const drawn = graph.nodes.filter((node) => node.role !== 'output');
  const last = Math.max(1, ...drawn.map((node) => node.slot));
  const place = new Map(drawn.map((node) => [node.id, MARGIN + ((WIDTH - 2 * MARGIN) * node.slot) / last]));
  return {
    dots: [...place.values()],
    labels: drawn.map(({ label }) => label),
    arcs: chosen.flatMap((index) => {
      const candidate = graph.candidates[index];
      const [x0, x1] = [place.get(candidate?.from ?? -1), place.get(candidate?.to ?? -1)];
      if (candidate === undefined || x0 === undefined || x1 === undefined) return [];
      const apex = TALLEST_APEX * Math.sqrt((x1 - x0) / (WIDTH - 2 * MARGIN));
      const bend = ((candidate.side === 0 ? -1 : 1) * apex) / 0.75;
      const arc = { x0, x1, y: AXIS, bend };
      return [{ operation: candidate.operation, path: arcPath(arc), to: candidate.to, apex: arcApex(arc) }];
    }),
  };
}
