/** Pixels wide; never rescaled. Half a cell's strands: of skips there are many, and all near the target rate. */
export function skipWidth(p: number): number {
  return Math.round((0.5 + 6 * p) * 100) / 100;
}

/** A skip that the policy takes stands out from those that it leaves. */
export function skipOpacity(p: number): number {
  return Math.round((0.12 + 0.4 * p) * 100) / 100;
}
