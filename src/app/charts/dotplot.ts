/** A dot of a dot plot: where its column stands and how high it is stacked. */
export interface PlacedDot {
  readonly x: number;
  /** 0 stands on the axis. */
  readonly level: number;
}

/** Stacks dots that would touch: places are rounded to columns `width` wide, in order of arrival. */
export function stackDots(positions: readonly number[], width: number): readonly PlacedDot[] {
  const heights = new Map<number, number>();
  return positions.map((position) => {
    const column = Math.round(position / width);
    const level = heights.get(column) ?? 0;
    heights.set(column, level + 1);
    return { x: column * width, level };
  });
}
