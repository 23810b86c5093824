import { mean } from '../math/statistics.ts';
import type { PolicyProbe, ScoredChild } from '../experiment/events.ts';

/** Policy updates between two probes; the last update of a round is always probed. */
const PROBE_EVERY = 5;

/** Whether update number `update` (from 1) is also measured against uniform children. */
export function isProbed(update: number, updatesPerRound: number): boolean {
  return update % PROBE_EVERY === 0 || update % updatesPerRound === 0;
}

/**
 * Compares the policy's children with as many uniform ones and with the likeliest child, all scored on the same
 * images before the policy learned from them (methods/enas section 8).
 */
export function probeOf(
  policy: readonly ScoredChild[],
  uniform: readonly ScoredChild[],
  likeliest: ScoredChild,
): PolicyProbe {
  const means = (children: readonly ScoredChild[]) => ({
    reward: mean(children.map(({ reward }) => reward)),
    accuracy: mean(children.map(({ accuracy }) => accuracy)),
  });
  const { reward, accuracy, architecture, images } = likeliest;
  return { policy: means(policy), uniform: means(uniform), likeliest: { reward, accuracy, architecture }, images };
}
