import type { RecurrentCell } from './decode.ts';

/**
 * Nodes on the longest path from one state to the next: the recurrence depth. Every cell of a space has as many matrices,
 * so neither weights nor multiply–adds tell cells apart; how often a state is transformed in one step does, and “deeper is
 * better” is what recurrent highway networks are built on (Zilly et al., “Recurrent highway networks”, 2017). Activations
 * are not told apart: every node has a gate, which is not linear either.
 */
export function depthOf({ nodes }: RecurrentCell): number {
  const depths: number[] = [];
  for (const { input } of nodes) depths.push(input === null ? 1 : 1 + (depths[input] ?? 0));
  return Math.max(...depths);
}
