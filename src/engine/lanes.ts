/** What lies side by side in a vec4: four of a group. */
export const LANES = 4;

/** Groups that so many fill. */
export function groupsOf(members: number): number {
  return Math.ceil(members / LANES);
}

/** Numbers member after member, `width` each, laid group after group with the members of a group side by side. */
export function toLanes(values: ArrayLike<number>, members: number, width: number): Float32Array {
  const lanes = new Float32Array(groupsOf(members) * width * LANES);
  for (let member = 0; member < members; member++) {
    for (let i = 0; i < width; i++) lanes[laneIndex(member, i, width)] = values[member * width + i] as number;
  }
  return lanes;
}

/** The inverse of `toLanes`. */
export function fromLanes(lanes: ArrayLike<number>, members: number, width: number): Float32Array {
  const values = new Float32Array(members * width);
  for (let member = 0; member < members; member++) {
    for (let i = 0; i < width; i++) values[member * width + i] = lanes[laneIndex(member, i, width)] as number;
  }
  return values;
}

function laneIndex(member: number, i: number, width: number): number {
  return (Math.floor(member / LANES) * width + i) * LANES + (member % LANES);
}
