import type { OptimiserName } from '../../supernet.ts';

/** What each optimiser remembers: one number a weight each. */
export const optimiserState = {
  nesterov: ['velocity'],
  adam: ['mean', 'square'],
} as const satisfies Record<OptimiserName, readonly string[]>;
