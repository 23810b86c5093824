import type { PublishedCount } from '../space.ts';
import type { RecurrentConfig } from './config.ts';

/** Exact number of decision strings, K^N·(N − 1)!: of K activations each, and node l has l earlier nodes to read. */
export function exactCount({ nodes, activations }: RecurrentConfig): bigint {
  return BigInt(activations.length) ** BigInt(nodes) * factorial(nodes - 1);
}

/** The size by the formula of the ENAS paper, 4^N·N!, with this space's activations and nodes (methods/enas 2.1). */
export function paperCount({ nodes, activations }: RecurrentConfig): PublishedCount {
  return {
    value: BigInt(activations.length) ** BigInt(nodes) * factorial(nodes),
    differs: nodes === 1 ? null : 'it counts one earlier node too many for each',
    formula: `${activations.length}^${nodes}·${nodes}!`,
  };
}

function factorial(n: number): bigint {
  return n < 2 ? 1n : BigInt(n) * factorial(n - 1);
}
