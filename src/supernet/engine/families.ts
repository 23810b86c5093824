import type { ParameterLayout } from '../../engine/parameters.ts';
import type { AnySpace } from '../../space/spaces.ts';
import type { EngineFamily } from './family.ts';
import { macroFamily } from './macro/family.ts';
import { microFamily } from './micro/family.ts';
import { recurrentFamily } from './recurrent/family.ts';

/** The engine's networks of a space. `layout` has its shared weights, or those of some children. */
export function engineFamily(space: AnySpace, layout: ParameterLayout): EngineFamily {
  switch (space.id) {
    case 'micro':
      return microFamily(space.config, layout);
    case 'macro':
      return macroFamily(space.config, layout);
    case 'recurrent':
      return recurrentFamily(space.config, layout);
  }
}
