import { expect } from 'vitest';
import type { Policy } from '../../../src/policy/policy.ts';

/** A reward of 1 for one choice of one decision. */
export interface Bandit {
  readonly decision: number;
  readonly token: number;
}

/**
 * Pays a policy for one choice over 50 updates: at the end its chance is within `part` of the bound, which it never
 * passes. `atFirst` looks at each sampled child's chance before the first update. Disposes the policy.
 */
export async function expectBanditLearned(
  policy: Policy,
  { decision, token }: Bandit,
  part: number,
  atFirst: (chance: number) => void = () => undefined,
): Promise<void> {
  const bound = policy.largestProbability[decision] ?? NaN;
  for (let update = 0; update < 50; update++) {
    const samples = await policy.sample(8);
    for (const { distributions } of samples) {
      const chance = distributions[decision]?.[token] ?? NaN;
      if (update === 0) atFirst(chance);
      if (update >= 40) expect(chance).toBeGreaterThan(part * bound);
      expect(chance).toBeLessThanOrEqual(bound * (1 + 1e-5));
    }
    await policy.update(
      samples,
      samples.map(({ architecture }) => (architecture[decision] === token ? 1 : 0)),
    );
  }
  expect((await policy.mostLikely()).architecture[decision]).toBe(token);
  policy.dispose();
}
