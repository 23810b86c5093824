/**
 * One arc of the diagram: from (x0, y) over `side` to (x1, y), along the time axis x. Its control points stand
 * `bend` off the axis, so its apex stands ¾ of that off, in the middle.
 */
export interface Arc {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  /** Negative for arcs above the axis. */
  readonly bend: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The arc as SVG path data, from source to target. */
export function arcPath({ x0, x1, y, bend }: Arc): string {
  const control = round(y + bend);
  return `M${round(x0)} ${round(y)}C${round(x0)} ${control} ${round(x1)} ${control} ${round(x1)} ${round(y)}`;
}

export function arcApex({ x0, x1, y, bend }: Arc): Point {
  return { x: (x0 + x1) / 2, y: y + 0.75 * bend };
}

/**
 * About how far a point lies from the arc: the distance along y, divided by the length of the slope there. The
 * arc's x is a smoothstep of its parameter, whose inverse is closed: t = ½ − sin(asin(1 − 2u) / 3).
 */
export function distanceToArc({ x0, x1, y, bend }: Arc, point: Point): number {
  const u = (point.x - x0) / (x1 - x0);
  if (u < 0 || u > 1) return Math.hypot(point.x - (u < 0 ? x0 : x1), point.y - y);
  const t = 0.5 - Math.sin(Math.asin(1 - 2 * u) / 3);
  const dx = 6 * t * (1 - t) * (x1 - x0);
  const dy = 3 * (1 - 2 * t) * bend;
  return (Math.abs(point.y - y - 3 * t * (1 - t) * bend) * dx) / Math.hypot(dx, dy);
}

/** Index of the arc nearest to the point, or null where none is within `reach`. */
export function nearestArc(arcs: readonly Arc[], point: Point, reach: number): number | null {
  let nearest: number | null = null;
  let least = reach;
  for (const [index, arc] of arcs.entries()) {
    const distance = distanceToArc(arc, point);
    if (distance <= least) {
      nearest = index;
      least = distance;
    }
  }
  return nearest;
}
