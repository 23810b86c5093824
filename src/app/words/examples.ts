import { families } from '../../experiment/families/families.ts';
import { settingsTable, type Settings } from '../../experiment/settings.ts';
import { kindOf } from '../../experiment/task-kind.ts';
import type { Family } from '../../space/spaces.ts';

export { nounOf, scoredOf } from '../../experiment/task-kind.ts';

/** What a search of a family designs. */
export function designOf(family: Family): 'cell' | 'network' {
  return families[family].design;
}

/** What a reward is, as the settings table names it. */
export function rewardLabel({ reward }: Settings): string {
  return settingsTable.reward.options.find(({ value }) => value === reward)?.label ?? reward;
}

/** Predictions that train in one step: every character of a window counts. */
export function trainedPerStep(settings: Settings): number {
  return settings.batch * kindOf(settings).trainedIn(settings);
}
