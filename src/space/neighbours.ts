import type { Architecture, Decision } from './space.ts';

/**
 * All architectures that differ from one in exactly one decision, in the order of decisions and of their choices:
 * Σ (kᵢ − 1) of them, where decision i has kᵢ choices.
 */
export function neighboursOf(decisions: readonly Decision[], architecture: Architecture): Architecture[] {
  return decisions.flatMap(({ choices }, at) =>
    choices.flatMap((_, choice) =>
      choice === architecture[at] ? [] : [architecture.map((old, index) => (index === at ? choice : old))],
    ),
  );
}
