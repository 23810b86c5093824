import type { numpy as np } from '@jax-js/jax';
import type { Maps } from './operations.ts';

/** A child's weights by key; filters have their channels first (`filters.ts`). */
export type JaxWeights = Record<string, np.Array>;

/** The logits [B, classes] of one child from images [B, 1, S, S]. */
export type JaxNetwork = (weights: JaxWeights, images: Maps) => np.Array;
