import type { numpy as np } from '@jax-js/jax';
import type { Architecture } from '../../../../src/space/space.ts';
import type { ImageConfig } from '../../subjects/examples.ts';
import { macroNetwork } from './macro.ts';
import { microNetwork } from './micro.ts';
import type { Maps } from './operations.ts';

/** A child's weights by key; filters have their channels first (`filters.ts`). */
export type JaxWeights = Record<string, np.Array>;

/** The logits [B, classes] of one child from images [B, 1, S, S]. */
export type JaxNetwork = (weights: JaxWeights, images: Maps) => np.Array;

/** The network of the reference, in jax-js. */
export function jaxNetwork(config: ImageConfig, architecture: Architecture): JaxNetwork {
  return config.family === 'micro' ? microNetwork(config, architecture) : macroNetwork(config, architecture);
}
