import { refusalOf } from './fit.ts';
import type { Conflict } from './methods/method.ts';
import { methodOf } from './methods/methods.ts';
import { budgetOf, outlineOf } from './planned.ts';
import { SEARCH_IMAGES, type SettingKey, type Settings } from './settings.ts';

/** What settings demand of each other; each of them is in range on its own. One sentence per conflict. */
export function crossChecks(settings: Settings): readonly Conflict<SettingKey>[] {
  const conflicts: Conflict[] = settings.family === 'recurrent' ? [] : [...imageChecks(settings)];
  conflicts.push(...methodChecks(settings));
  return conflicts as readonly Conflict<SettingKey>[];
}

/** What the images have to be enough for. A text gives smaller batches where it is short. */
function imageChecks(settings: Settings): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  const validation = SEARCH_IMAGES - settings.trainImages;

  if (settings.batch > settings.trainImages) {
    conflicts.push({
      key: 'batch',
      against: 'trainImages',
      sentence: `A batch of ${settings.batch} is more than the ${settings.trainImages} train images.`,
    });
  }
  if (settings.rewardBatch > validation) {
    conflicts.push({
      key: 'rewardBatch',
      against: 'trainImages',
      sentence: `A reward batch of ${settings.rewardBatch} is more than the ${validation} validation images.`,
    });
  }
  if (settings.deriveImages > validation) {
    conflicts.push({
      key: 'deriveImages',
      against: 'trainImages',
      sentence: `Deriving on ${settings.deriveImages} images is more than the ${validation} validation images.`,
    });
  }
  return conflicts;
}

/** Whether the method searches such a space at all, pays for its beginning, and what it asks of its own numbers. */
function methodChecks(settings: Settings): readonly Conflict[] {
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
