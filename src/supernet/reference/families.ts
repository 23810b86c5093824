import type { AnySpace } from '../../space/spaces.ts';
import type { ReferenceFamily } from './family.ts';
import { macroFamily } from './macro/family.ts';
import { microFamily } from './micro/family.ts';
import { recurrentFamily } from './recurrent/family.ts';

/** The networks of a space. */
export function referenceFamily(space: AnySpace): ReferenceFamily {
  switch (space.id) {
    case 'micro':
      return microFamily(space.config);
    case 'macro':
      return macroFamily(space.config);
    case 'recurrent':
      return recurrentFamily(space.config);
  }
}
