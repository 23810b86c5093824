import type { PolicySample } from '../policy.ts';

/**
 * The samples of a rollout that was read from the device: for each child log π, entropy and tokens, then the
 * distributions, all in decision order. `choices` is the number of choices of each decision.
 */
export function samplesOf(values: ArrayLike<number>, choices: readonly number[]): PolicySample[] {
  const all = Float32Array.from(values);
  const width = 2 + choices.length + choices.reduce((sum, count) => sum + count, 0);
  return Array.from({ length: all.length / width }, (_, child) => {
    const row = all.subarray(child * width, (child + 1) * width);
    let at = 2 + choices.length;
    return {
      logProbability: row[0] ?? 0,
      entropy: row[1] ?? 0,
      architecture: [...row.subarray(2, at)],
      distributions: choices.map((count) => row.slice(at, (at += count))),
    };
  });
}
