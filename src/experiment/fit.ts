import type { Family } from '../space/spaces.ts';
import type { Method } from './methods/method.ts';
import { spaceSettings } from './settings/space.ts';

/** Why a method does not search a family of spaces, as one sentence; null where it does. */
export function refusalOf({ name, families }: Pick<Method, 'name' | 'families'>, family: Family): string | null {
  if (families?.includes(family) ?? true) return null;
  const labelOf = (id: Family) => spaceSettings.family.options.find(({ value }) => value === id)?.label ?? id;
  return `${name} searches ${families?.map(labelOf).join(' and ') ?? ''}, not ${labelOf(family)}.`;
}
