// `scaleLinear` would bring d3's colours and number formats into the first load.
import { nice } from 'd3';

/** A value axis: from what to what, where in the drawing, and the words at both ends. */
export interface ValueAxis {
  readonly low: number;
  readonly high: number;
  y(value: number): number;
}

/** An axis over the extents of several series, rounded outwards; `fallback` stands in before there are values. */
export function valueAxis(
  extents: readonly (readonly [number, number] | null)[],
  fallback: readonly [number, number],
  top: number,
  bottom: number,
): ValueAxis {
  const known = extents.filter((extent) => extent !== null);
  const low = known.length === 0 ? fallback[0] : Math.min(...known.map(([value]) => value));
  const high = known.length === 0 ? fallback[1] : Math.max(...known.map(([, value]) => value));
  const padded = low === high ? ([low - 0.05, high + 0.05] as const) : ([low, high] as const);
  return exactAxis(...nice(...padded, 4), top, bottom);
}

/** An axis from `low` to `high` exactly, where both ends mean something. */
export function exactAxis(low: number, high: number, top: number, bottom: number): ValueAxis {
  return { low, high, y: (value) => bottom + ((value - low) / (high - low || 1)) * (top - bottom) };
}
