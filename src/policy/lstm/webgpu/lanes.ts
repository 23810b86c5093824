import { CHAIN_LANES } from '../../../engine/operations/decisions/layout.ts';

/** Groups that so many children fill. */
export function groupsOf(children: number): number {
  return Math.ceil(children / CHAIN_LANES);
}

/** Numbers child after child, `width` each, laid group after group with the children of a group side by side. */
export function toLanes(values: ArrayLike<number>, children: number, width: number): Float32Array {
  const lanes = new Float32Array(groupsOf(children) * width * CHAIN_LANES);
  for (let child = 0; child < children; child++) {
    for (let i = 0; i < width; i++) lanes[laneIndex(child, i, width)] = values[child * width + i] as number;
  }
  return lanes;
}

/** The inverse of `toLanes`. */
export function fromLanes(lanes: ArrayLike<number>, children: number, width: number): Float32Array {
  const values = new Float32Array(children * width);
  for (let child = 0; child < children; child++) {
    for (let i = 0; i < width; i++) values[child * width + i] = lanes[laneIndex(child, i, width)] as number;
  }
  return values;
}

function laneIndex(child: number, i: number, width: number): number {
  return (Math.floor(child / CHAIN_LANES) * width + i) * CHAIN_LANES + (child % CHAIN_LANES);
}
