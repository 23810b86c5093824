import { SEARCH_IMAGES, type SettingKey, type Settings } from './settings.ts';

/** Two settings that do not go together, and why, as one sentence. */
export interface Conflict {
  /** The one that a person would rather change. */
  readonly key: SettingKey;
  readonly against: SettingKey;
  readonly sentence: string;
}

/** What settings demand of each other; each of them is in range on its own. One sentence per conflict. */
export function crossChecks(settings: Settings): readonly Conflict[] {
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
