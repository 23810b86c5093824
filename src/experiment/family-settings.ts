import { type Family, familyIds } from '../space/spaces.ts';
import { families } from './families/families.ts';
import type { SettingKey } from './settings.ts';
import { taskKinds } from './task-kinds/kinds.ts';

/** Settings that a family has itself or through its kind of task. */
function keysOf(family: Family): ReadonlySet<SettingKey> {
  const { settings, uses, taskKind } = families[family];
  const kind = taskKinds[taskKind];
  const own = [...Object.keys(settings), ...Object.keys(kind.settings)] as SettingKey[];
  return new Set<SettingKey>([...own, ...uses, ...kind.uses]);
}

const keysOfEach = new Map(familyIds.map((family) => [family, keysOf(family)]));
const keysOfAny = new Set([...keysOfEach.values()].flatMap((keys) => [...keys]));

/** Whether a setting matters to a family: those that no family or kind of task claims matter to all. */
export function suitsFamily(key: SettingKey, family: Family): boolean {
  return !keysOfAny.has(key) || keysOfEach.get(family)?.has(key) === true;
}
