import type { AnySpace } from '../../space/spaces.ts';
import type { ReferenceFamily } from './family.ts';
import { microFamily } from './micro/family.ts';

/** The networks of a space. */
export function referenceFamily(space: AnySpace): ReferenceFamily {
  return microFamily(space.config);
}
