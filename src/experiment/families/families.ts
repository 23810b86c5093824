import type { Family } from '../../space/spaces.ts';
import type { FamilyDescriptor } from './family.ts';
import { macro } from './macro.ts';
import { micro } from './micro.ts';
import { recurrent } from './recurrent.ts';

/** Every family. A new one is a file, a line here and one in `space/spaces.ts`; what else it needs, the compiler asks for. */
export const families = { micro, macro, recurrent } as const satisfies Readonly<Record<Family, FamilyDescriptor>>;
