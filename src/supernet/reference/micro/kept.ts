import type { MicroConfig } from '../../../space/micro/config.ts';
import { type CellPlan, planNetwork } from '../../../space/micro/network.ts';
import type { OperationId } from '../../../space/micro/operations.ts';

/**
 * Maps of the cell's shape that an edge keeps for backward. A separable convolution keeps, twice, what comes out of
 * ReLU, depthwise, normalisation and scaling.
 */
const keptMaps: Readonly<Record<OperationId, number>> = { sep3: 8, sep5: 8, avg3: 2, max3: 1, identity: 0 };

/** Numbers that the most expensive child keeps for backward of one image. */
export function keptInMicro(config: MicroConfig): number {
  const { stem, cells } = planNetwork(config);
  const mostExpensive = Math.max(...config.operations.map((operation) => keptMaps[operation]));
  return (
    config.imageSide ** 2 +
    2 * stem.side ** 2 * stem.channels +
    sum(cells.map((cell) => inCell(cell, config.nodes, mostExpensive)))
  );
}

function inCell(cell: CellPlan, nodes: number, keptByEdge: number): number {
  const map = cell.side ** 2 * cell.channels;
  // Joined side by side and after ReLU; at most one input is read by every term, so that all other nodes are loose.
  const looseEnds = 2 * (nodes + 1);
  const normalised = 2;
  return adapters(cell) + map * (2 * nodes * keptByEdge + nodes + looseEnds + normalised);
}

function adapters(cell: CellPlan): number {
  const map = cell.side ** 2 * cell.channels;
  return sum(
    cell.inputs.map(({ side, channels, adapter }) => {
      const source = side ** 2 * channels;
      if (adapter === 'none') return 0;
      // After ReLU; then normalised and scaled. A reduction also keeps the padded and the shifted maps and its halves.
      return adapter === 'calibrate' ? source + 2 * map : 2 * source + (side + 1) ** 2 * channels + 3 * map;
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
