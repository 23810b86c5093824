import { baselineSettings } from './settings/baselines.ts';
import { compareSettings } from './settings/compare.ts';
import { deriveSettings } from './settings/derive.ts';
import { retrainSettings } from './settings/retrain.ts';
import {
  type ChoiceSetting,
  number,
  type NumberSetting,
  type SetSetting,
  type Setting,
  type SwitchSetting,
} from './settings/setting.ts';
import { skipSettings } from './settings/skips.ts';
import { spaceSettings } from './settings/space.ts';
import { strategySettings } from './settings/strategy.ts';
import { taskSettings } from './settings/task.ts';
import { weightsSettings } from './settings/weights.ts';

export type {
  ChoiceSetting,
  NumberSetting,
  SetSetting,
  Setting,
  SettingGroup,
  SwitchSetting,
} from './settings/setting.ts';
export { SEARCH_IMAGES } from './settings/task.ts';

/** The largest seed: seeds are unsigned 32-bit integers. */
const MAX_SEED = 2 ** 32 - 1;

/**
 * Every number and choice that a person may change, in one table: default, range, unit, words and link name.
 * Schemas, controls, links and the command line are all made from it. The order is that of links.
 */
export const settingsTable = {
  seed: number({
    link: 'seed',
    group: 'strategy',
    label: 'seed',
    hint: 'The same seed on the same adapter gives the same run.',
    default: 7,
    min: 0,
    max: MAX_SEED,
    step: 1,
  }),
  ...taskSettings,
  ...spaceSettings,
  ...weightsSettings,
  ...strategySettings,
  ...skipSettings,
  ...baselineSettings,
  ...deriveSettings,
  ...retrainSettings,
  ...compareSettings,
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof settingsTable;

type ValueOf<S> = S extends NumberSetting
  ? number
  : S extends SwitchSetting
    ? boolean
    : S extends SetSetting<infer T>
      ? readonly T[]
      : S extends ChoiceSetting<infer T>
        ? T
        : never;

/** One value for every setting: everything that an experiment depends on. */
export type Settings = { readonly [K in SettingKey]: ValueOf<(typeof settingsTable)[K]> };
