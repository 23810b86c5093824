import type { Shape } from '../../../src/space/shapes.ts';
import { type Family, familyIds, type SpaceConfig } from '../../../src/space/spaces.ts';
import type { InspectedFamily } from './family.ts';
import { macro } from './macro.ts';
import { micro } from './micro.ts';
import { recurrent } from './recurrent.ts';

type ConfigOf<Id extends Family> = Extract<SpaceConfig, { readonly family: Id }>;
type ShapeOf<Id extends Family> = Extract<Shape, { readonly family: Id }>;

const families: { readonly [Id in Family]: InspectedFamily<ConfigOf<Id>, ShapeOf<Id>> } = { micro, macro, recurrent };

/** How a family is inspected. */
export function inspected(family: Family): InspectedFamily<SpaceConfig, Shape> {
  return families[family];
}

/** How a notation of each family is written, as `--help` says it. */
export const notationHelp = familyIds
  .map((family) => `  ${family.padEnd(12)}${families[family].help.join(`\n${' '.repeat(14)}`)}`)
  .join('\n');

/** What the notations of all families are by the count of their numbers. */
export const notations = familyIds.map((family) => families[family].notations).join(', ');
