import type { Architecture } from '../../../../src/space/space.ts';
import type { ImageConfig } from '../../subjects/examples.ts';
import type { JaxNetwork } from './layers.ts';
import { macroNetwork } from './macro.ts';
import { microNetwork } from './micro.ts';

/** The network of the reference, in jax-js. */
export function jaxNetwork(config: ImageConfig, architecture: Architecture): JaxNetwork {
  return config.family === 'micro' ? microNetwork(config, architecture) : macroNetwork(config, architecture);
}
