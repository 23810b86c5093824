import type { PublishedCount } from '../space.ts';
import type { MacroConfig } from './config.ts';

/** Exact number of decision strings, K^L · 2^(L(L − 1)/2) with K operations (methods/enas 2.2). */
export function exactCount({ layers, operations }: MacroConfig): bigint {
  return BigInt(operations.length) ** BigInt(layers) * 2n ** BigInt(skipBits(layers));
}

/** The size as the ENAS paper counts it, which is the exact one. */
export function paperCount(config: MacroConfig): PublishedCount {
  const { layers, operations } = config;
  return { value: exactCount(config), differs: null, formula: `${operations.length}^${layers}·2^${skipBits(layers)}` };
}

function skipBits(layers: number): number {
  return (layers * (layers - 1)) / 2;
}
