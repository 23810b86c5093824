import { settingOf, validateSetting } from './schema.ts';
import { settingsTable, type SettingKey, type Settings } from './settings.ts';

/** Settings as text, for links and the command line. */

const decimalNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const keysByLink = new Map(
  Object.entries(settingsTable).map(([key, setting]) => [setting.link, key as SettingKey] as const),
);

/** The setting that has this name in links, or null. */
export function keyOfLink(name: string): SettingKey | null {
  return keysByLink.get(name) ?? null;
}

/** `parseSetting(key, printSetting(value))` gives `value`. Sets are joined by commas. */
export function printSetting(value: Settings[SettingKey]): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** Reads a value and checks it as `validateSetting` does. */
export function parseSetting<K extends SettingKey>(key: K, text: string): ReturnType<typeof validateSetting<K>> {
  return validateSetting(key, rawValue(key, text));
}

function rawValue(key: SettingKey, text: string): unknown {
  switch (settingOf(key).kind) {
    case 'integer':
    case 'real':
      return decimalNumber.test(text) ? Number(text) : text;
    case 'switch':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'set':
      return text.split(',');
    case 'choice':
      return text;
  }
}
