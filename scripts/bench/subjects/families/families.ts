import type { Family, SpaceConfig } from '../../../../src/space/spaces.ts';
import type { BenchFamily } from './family.ts';
import { macro } from './macro.ts';
import { micro } from './micro.ts';
import { recurrent } from './recurrent.ts';

const families: { readonly [Id in Family]: BenchFamily<Extract<SpaceConfig, { readonly family: Id }>> } = {
  micro,
  macro,
  recurrent,
};

/** What the bench has to know of a configuration's family. */
export function benchFamily({ family }: SpaceConfig): BenchFamily<SpaceConfig> {
  return families[family];
}
