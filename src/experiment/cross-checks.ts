import { SEARCH_IMAGES, type SettingKey, type Settings } from './settings.ts';

/** Why a value was refused, as one sentence; `key` is null where it concerns none of the settings. */
export interface SettingProblem {
  readonly key: SettingKey | null;
  readonly sentence: string;
}

/** Pixels a side of one patch of each stem; 1 where the stem keeps the maps' side. */
export const stemPatch: Readonly<Record<Settings['stem'], number>> = { conv3: 1, patch2: 2, patch4: 4 };

/** What settings demand of each other; each of them is in range on its own. One sentence per conflict. */
export function crossChecks(settings: Settings): readonly SettingProblem[] {
  const problems: SettingProblem[] = [];
  const side = Number(settings.imageSide);
  const patch = stemPatch[settings.stem];
  const validation = SEARCH_IMAGES - settings.trainImages;

  if (side % patch !== 0) {
    problems.push({
      key: 'stem',
      sentence: `Patches of ${patch} × ${patch} do not tile images of ${side} × ${side} pixels; choose another stem or image side.`,
    });
  }
  if (settings.batch > settings.trainImages) {
    problems.push({
      key: 'batch',
      sentence: `A batch of ${settings.batch} is more than the ${settings.trainImages} train images.`,
    });
  }
  if (settings.rewardBatch > validation) {
    problems.push({
      key: 'rewardBatch',
      sentence: `A reward batch of ${settings.rewardBatch} is more than the ${validation} validation images.`,
    });
  }
  if (settings.deriveImages > validation) {
    problems.push({
      key: 'deriveImages',
      sentence: `Deriving on ${settings.deriveImages} images is more than the ${validation} validation images.`,
    });
  }
  return problems;
}
