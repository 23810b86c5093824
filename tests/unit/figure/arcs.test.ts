import { describe, expect, it } from 'vitest';
import { arcApex, arcPath, distanceToArc, nearestArc, type Arc } from '../../../src/app/figure/arcs.ts';

const arc: Arc = { x0: 10, x1: 110, y: 200, bend: -80 };

describe('arcs', () => {
  it('writes a cubic from source to target', () => {
    expect(arcPath(arc)).toBe('M10 200C10 120 110 120 110 200');
  });

  it('has its apex in the middle, three quarters of the bend off', () => {
    expect(arcApex(arc)).toEqual({ x: 60, y: 140 });
  });

  it('finds points of its own curve at distance 0', () => {
    for (const t of [0.05, 0.2, 0.5, 0.77, 0.95]) {
      const x = arc.x0 + (3 * t ** 2 - 2 * t ** 3) * (arc.x1 - arc.x0);
      const y = arc.y + 3 * t * (1 - t) * arc.bend;
      expect(distanceToArc(arc, { x, y })).toBeCloseTo(0, 6);
    }
  });

  it('measures straight off the apex and off the ends', () => {
    expect(distanceToArc(arc, { x: 60, y: 133 })).toBeCloseTo(7, 10);
    expect(distanceToArc(arc, { x: 7, y: 204 })).toBeCloseTo(5, 10);
  });

  it('points at the nearest arc within reach, or at none', () => {
    const arcs = [arc, { ...arc, bend: -96 }, { ...arc, bend: 80 }];
    expect(nearestArc(arcs, { x: 60, y: 129 }, 6)).toBe(1);
    expect(nearestArc(arcs, { x: 60, y: 262 }, 6)).toBe(2);
    expect(nearestArc(arcs, { x: 60, y: 180 }, 6)).toBeNull();
  });
});
