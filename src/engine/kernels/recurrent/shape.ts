/** Sequences go four to a group: a number of a group is a vec4, one lane a sequence. */
export const GROUP = 4;

/** Sizes of a recurrent network on a tape. */
export interface RecurrentShape {
  /** Sequences. */
  readonly batch: number;
  /** Characters of a sequence that are read. */
  readonly steps: number;
  /** Numbers in a state, a multiple of 4. */
  readonly width: number;
  readonly nodes: number;
  readonly vocabulary: number;
}

export function groupCount({ batch }: RecurrentShape): number {
  return Math.ceil(batch / GROUP);
}

/** Places (group, step), group after group: what is computed for all of them at once. */
export function slotCount(shape: RecurrentShape): number {
  return groupCount(shape) * shape.steps;
}

export function shapeLabel({ batch, steps, width, nodes, vocabulary }: RecurrentShape): string {
  return `${batch}×${steps} width ${width} nodes ${nodes} of ${vocabulary}`;
}
