/** Pixels wide; never rescaled, so that widths compare over time. */
export function strandWidth(p: number): number {
  return round(0.6 + 12 * p);
}

/** A settled policy is a pale band, so that the sample still stands on it. */
export function strandOpacity(p: number): number {
  return round(Math.min(0.55, 0.24 + 1.3 * p));
}

/** When colour says how often an edge was trained: `share` of the steps of the most trained one. */
export function trainedOpacity(share: number): number {
  return round(0.12 + 0.45 * share);
}

/** As much as the eye can tell: finer changes would only cost time. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
