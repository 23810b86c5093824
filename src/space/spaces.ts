import { createMacroSpace } from './macro/macro.ts';
import { createMicroSpace } from './micro/micro.ts';
import { createRecurrentSpace } from './recurrent/recurrent.ts';

/** How each family's space is made of its configuration, in the order of menus. A new family is a folder and a line here. */
const spaces = {
  micro: createMicroSpace,
  macro: createMacroSpace,
  recurrent: createRecurrentSpace,
};

export type Family = keyof typeof spaces;
export const familyIds = Object.keys(spaces) as readonly Family[];

/** The configuration of any family of spaces. */
export type SpaceConfig = Parameters<(typeof spaces)[Family]>[0];
/** A space of any family; `id` says which. */
export type AnySpace = ReturnType<(typeof spaces)[Family]>;

/** The space of a configuration. Throws a `RangeError` that names the first thing wrong with it. */
export function createSpace(config: SpaceConfig): AnySpace {
  const create = spaces[config.family] as (config: SpaceConfig) => AnySpace;
  return create(config);
}
