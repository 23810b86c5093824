import { mean } from '../math/statistics.ts';
import type { PolicySample } from '../policy/policy.ts';

/** For each decision the mean over children of its distribution. */
export function meanDistributions(samples: readonly PolicySample[]): number[][] {
  return (samples[0]?.distributions ?? []).map((distribution, decision) =>
    Array.from(distribution, (_, choice) => mean(samples.map((s) => s.distributions[decision]?.[choice] ?? NaN))),
  );
}
