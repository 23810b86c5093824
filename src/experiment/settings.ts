import { families } from './families/families.ts';
import { defaultMethod, methodOptions, methodSettings } from './methods/methods.ts';
import { compareSettings } from './settings/compare.ts';
import { deriveSettings } from './settings/derive.ts';
import { inOrder } from './settings/order.ts';
import { retrainSettings } from './settings/retrain.ts';
import { rewardSettings } from './settings/reward.ts';
import { scheduleSettings } from './settings/schedule.ts';
import { choice, joined, number, type Setting, type ValuesOf } from './settings/setting.ts';
import { spaceSettings } from './settings/space.ts';
import { weightsSettings } from './settings/weights.ts';
import { taskKinds } from './task-kinds/kinds.ts';

export type {
  ChoiceSetting,
  NumberSetting,
  SetSetting,
  Setting,
  SettingGroup,
  SwitchSetting,
} from './settings/setting.ts';

/** The largest seed: seeds are unsigned 32-bit integers. */
const MAX_SEED = 2 ** 32 - 1;

/**
 * Every number and choice that a person may change, in one table: default, range, unit, words and link name.
 * Schemas, controls, links and the command line are all made from it. The order is that of links and records.
 */
export const settingsTable = inOrder({
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
  ...joined(Object.values(taskKinds).map(({ settings }) => settings)),
  ...spaceSettings,
  ...joined(Object.values(families).map(({ settings }) => settings)),
  ...weightsSettings,
  strategy: choice({
    link: 'strategy',
    group: 'strategy',
    label: 'strategy',
    hint: 'How architectures are searched.',
    default: defaultMethod,
    options: methodOptions,
  }),
  ...scheduleSettings,
  ...rewardSettings,
  ...methodSettings,
  ...deriveSettings,
  ...retrainSettings,
  ...compareSettings,
} as const satisfies Record<string, Setting>);

export type SettingKey = keyof typeof settingsTable;

/** One value for every setting: everything that an experiment depends on. */
export type Settings = ValuesOf<typeof settingsTable>;
