import type { Family } from '../space/spaces.ts';
import type { Method } from './methods/method.ts';
import { families as descriptors } from './families/families.ts';

/** Why a method does not search a family of spaces, as one sentence; null where it does. */
export function refusalOf({ name, families }: Pick<Method, 'name' | 'families'>, family: Family): string | null {
  if (families?.includes(family) ?? true) return null;
  const labels = families?.map((id) => descriptors[id].label).join(' and ') ?? '';
  return `${name} searches ${labels}, not ${descriptors[family].label}.`;
}
