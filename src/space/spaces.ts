import type { MacroConfig } from './macro/config.ts';
import { createMacroSpace, type MacroSpace } from './macro/macro.ts';
import type { MicroConfig } from './micro/config.ts';
import { createMicroSpace, type MicroSpace } from './micro/micro.ts';
import type { RecurrentConfig } from './recurrent/config.ts';
import { createRecurrentSpace, type RecurrentSpace } from './recurrent/recurrent.ts';

/** The configuration of any family of spaces. */
export type SpaceConfig = MicroConfig | MacroConfig | RecurrentConfig;
/** A space of any family; `id` says which. */
export type AnySpace = MicroSpace | MacroSpace | RecurrentSpace;
export type Family = SpaceConfig['family'];

/** The space of a configuration. Throws a `RangeError` that names the first thing wrong with it. */
export function createSpace(config: SpaceConfig): AnySpace {
  switch (config.family) {
    case 'micro':
      return createMicroSpace(config);
    case 'macro':
      return createMacroSpace(config);
    case 'recurrent':
      return createRecurrentSpace(config);
  }
}
