import type { MicroConfig } from './micro/config.ts';
import { createMicroSpace, type MicroSpace } from './micro/micro.ts';

/** The configuration of any family of spaces. */
export type SpaceConfig = MicroConfig;
/** A space of any family; `id` says which. */
export type AnySpace = MicroSpace;
export type Family = SpaceConfig['family'];

/** The space of a configuration. Throws a `RangeError` that names the first thing wrong with it. */
export function createSpace(config: SpaceConfig): AnySpace {
  return createMicroSpace(config);
}
