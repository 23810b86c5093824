/**
 * The lowest entropy, in nats, that a policy can reach when no choice of a decision may pass its largest probability:
 * one choice there, the others sharing the rest evenly (the tanh bound of methods/enas 3.1).
 */
export function lowestEntropy(largestProbability: readonly number[], choices: readonly number[]): number {
  return choices.reduce((sum, k, decision) => {
    const top = largestProbability[decision] ?? 1;
    if (k < 2 || top >= 1) return sum;
    const rest = 1 - top;
    return sum - top * Math.log(top) - rest * Math.log(rest / (k - 1));
  }, 0);
}

/** The entropy of choosing evenly, in nats. */
export function evenEntropy(choices: readonly number[]): number {
  return choices.reduce((sum, k) => sum + Math.log(k), 0);
}
