import type { RandomStream } from '../../math/random.ts';

/**
 * Uniform numbers for `count` children of `decisions` decisions: child after child, each in the order of
 * `Space.decisions`. Drawn up front, so that any form of the controller makes the same children of them.
 */
export function drawUniforms(random: RandomStream, count: number, decisions: number): Float32Array {
  return Float32Array.from({ length: count * decisions }, () => random.uniform());
}
