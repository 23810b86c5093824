import { mean, standardError } from '../../math/statistics.ts';
import type { PolicyEvent } from '../../experiment/events.ts';

/** How many of the latest probes the difference is taken over. */
const GAP_PROBES = 10;

export interface Gap {
  /** Mean of policy minus uniform, in points of accuracy. */
  readonly points: number;
  /** Standard error of that mean; null for a single probe. */
  readonly error: number | null;
  readonly probes: number;
}

/** How much better the policy's children are than uniform ones, over the latest probes; null before the first. */
export function policyGap(events: readonly PolicyEvent[]): Gap | null {
  const differences: number[] = [];
  for (let i = events.length - 1; i >= 0 && differences.length < GAP_PROBES; i--) {
    const event = events[i];
    if (!event?.probe) continue;
    const { policy, uniform, images } = event.probe;
    // Of what was counted, not of means that a record holds in fewer digits: both then say the same.
    const predictions = images * event.children.length;
    const right = (accuracy: number): number => Math.round(accuracy * predictions);
    differences.push((100 * (right(policy.accuracy) - right(uniform.accuracy))) / predictions);
  }
  const probes = differences.length;
  if (probes === 0) return null;
  return { points: mean(differences), error: probes === 1 ? null : standardError(differences), probes };
}
