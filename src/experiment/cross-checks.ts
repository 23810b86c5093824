import type { Conflict as AnyConflict } from './conflict.ts';
import { refusalOf } from './fit.ts';
import { methodOf } from './methods/methods.ts';
import { budgetOf, outlineOf } from './planned.ts';
import type { SettingKey, Settings } from './settings.ts';
import { kindOf } from './task-kind.ts';

export type Conflict = AnyConflict<SettingKey>;

/** What settings demand of each other; each of them is in range on its own. One sentence per conflict. */
export function crossChecks(settings: Settings): readonly Conflict[] {
  return [...kindOf(settings).conflicts(settings), ...methodChecks(settings)] as readonly Conflict[];
}

/** Whether the method searches such a space at all, pays for its beginning, and what it asks of its own numbers. */
function methodChecks(settings: Settings): readonly AnyConflict[] {
  const method = methodOf(settings);
  const refusal = refusalOf(method, settings.family);
  if (refusal !== null) return [{ key: 'strategy', against: 'family', sentence: refusal }];
  const conflicts = [...method.conflicts(settings, outlineOf(settings))];
  const least = method.leastChildSteps(settings);
  const { childSteps } = budgetOf(settings);
  if (least !== null && childSteps < least.childSteps) {
    conflicts.push({
      key: 'budget',
      against: least.against,
      sentence: `A budget of ${childSteps} (child steps) is less than the ${least.childSteps} that this strategy begins with.`,
    });
  }
  return conflicts;
}
