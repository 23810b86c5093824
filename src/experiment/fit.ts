import type { Family } from '../space/spaces.ts';
import { families as descriptors } from './families/families.ts';
import type { Method } from './methods/method.ts';
import { type MethodId, methodOf, methods } from './methods/methods.ts';
import type { SettingKey, Settings } from './settings.ts';

/** Why a method does not search a family of spaces, as one sentence; null where it does. */
export function refusalOf({ name, families }: Pick<Method, 'name' | 'families'>, family: Family): string | null {
  if (families?.includes(family) ?? true) return null;
  const labels = families?.map((id) => descriptors[id].label).join(' and ') ?? '';
  return `${name} searches ${labels}, not ${descriptors[family].label}.`;
}

/** Why an option of a setting cannot be chosen beside the other settings, as one sentence; null where it can. */
export function optionRefusal(key: SettingKey, value: string, settings: Settings): string | null {
  if (key === 'family') return refusalOf(methodOf(settings), value as Family);
  if (key === 'strategy' || key === 'compareStrategies') return refusalOf(methods[value as MethodId], settings.family);
  return null;
}
