import { type MethodId, methods } from './methods/methods.ts';
import { appliesTo, settingKeys, settingOf } from './schema.ts';
import type { SettingKey, Settings } from './settings.ts';
import { printSetting } from './text.ts';

/** Differences told one by one; more are counted. */
const TOLD = 3;

/** Settings in which two experiments differ and which matter to the second. What they compare with does not count. */
export function differingKeys(first: Settings, second: Settings): readonly SettingKey[] {
  return settingKeys.filter(
    (key) =>
      settingOf(key).group !== 'compare' &&
      appliesTo(key, second) &&
      printSetting(first[key]) !== printSetting(second[key]),
  );
}

/** One setting in few words: “λ .5”, “regularised evolution”, “batch 64”, “decay unused weights too: off”. */
export function settingInWords(key: SettingKey, value: Settings[SettingKey]): string {
  const setting = settingOf(key);
  switch (setting.kind) {
    case 'choice': {
      const label = setting.options.find((option) => option.value === value)?.label ?? '';
      return key === 'strategy' ? methods[value as MethodId].name : `${setting.label} ${label}`;
    }
    case 'integer':
    case 'real':
      return `${symbolOf(setting.label)} ${String(value).replace(/^0\./, '.')}`;
    case 'switch':
      return `${setting.label}: ${value === true ? 'on' : 'off'}`;
    case 'set':
      return `${setting.label} ${printSetting(value).replaceAll(',', ', ')}`;
  }
}

/** A formula’s letter where the label ends in one: “price of work λ” is λ. */
function symbolOf(label: string): string {
  return /(?:^| )(\S)$/u.exec(label)?.[1] ?? label;
}

/** How the second experiment differs from the first, in few words; null where it does not. */
export function differenceInWords(first: Settings, second: Settings): string | null {
  const keys = differingKeys(first, second);
  if (keys.length === 0) return null;
  const told = keys.length > TOLD + 1 ? keys.slice(0, TOLD) : keys;
  const words = told.map((key) => settingInWords(key, second[key]));
  return [...words, ...(told.length < keys.length ? [`${keys.length - TOLD} more`] : [])].join(', ');
}
