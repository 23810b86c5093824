import { nodeSize, type GraphLayout } from '../layout.ts';

export interface Lane {
  readonly node: number;
  readonly path: string;
  readonly width: number;
  /** Off the axis. */
  readonly offset: number;
}

const LANE_PITCH = 8;
const LANE_GAP = 2;
const BEND = 12;

/** One lane a loose end, from its node along the axis into the output; side by side, because channels are joined. */
export function layoutLanes(
  { axis, nodes, nodeLength }: Pick<GraphLayout, 'axis' | 'nodes' | 'nodeLength'>,
  looseEnds: readonly number[],
): Lane[] {
  const output = nodes.find((node) => node.role === 'output');
  if (output === undefined) return [];
  const pitch = Math.min(LANE_PITCH, (nodeSize.breadth - LANE_GAP) / looseEnds.length);
  const end = output.x - nodeLength / 2;
  return nodes
    .filter((node) => looseEnds.includes(node.id))
    .map((node, lane, lanes) => {
      const offset = (lane - (lanes.length - 1) / 2) * pitch;
      const start = node.x + nodeLength / 2;
      const turn = start + BEND;
      const y = axis + offset;
      return {
        node: node.id,
        offset,
        width: pitch - LANE_GAP,
        path: `M${start} ${axis}C${turn} ${axis} ${turn} ${y} ${turn + BEND} ${y}H${end}`,
      };
    });
}
