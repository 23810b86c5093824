import type { Architecture } from '../../../../src/space/space.ts';
import type { Family, SpaceConfig } from '../../../../src/space/spaces.ts';
import { macroNetwork } from './macro.ts';
import { microNetwork } from './micro.ts';
import type { JaxNetwork } from './layers.ts';

type ConfigOf<Id extends Family> = Extract<SpaceConfig, { readonly family: Id }>;

/** Families whose networks are written in jax-js. */
const networks: { readonly [Id in Family]?: (config: ConfigOf<Id>, architecture: Architecture) => JaxNetwork } = {
  micro: microNetwork,
  macro: macroNetwork,
};

/** The network of the reference, in jax-js; null where it is not written. */
export function jaxNetwork(config: SpaceConfig, architecture: Architecture): JaxNetwork | null {
  const create = networks[config.family] as
    ((config: SpaceConfig, architecture: Architecture) => JaxNetwork) | undefined;
  return create?.(config, architecture) ?? null;
}
