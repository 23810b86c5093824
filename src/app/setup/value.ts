import type { Setting, SettingKey, Settings } from '../../experiment/settings.ts';
import { setting as number } from '../words/numbers.ts';

/** A setting's value in words, as the control shows it. */
export function valueWords(setting: Setting, value: Settings[SettingKey]): string {
  switch (setting.kind) {
    case 'integer':
    case 'real':
      return typeof value === 'number' ? number(value) : '';
    case 'switch':
      return value === true ? 'on' : 'off';
    case 'choice':
      return setting.options.find((option) => option.value === value)?.label ?? '';
    case 'set':
      return setting.options
        .filter((option) => Array.isArray(value) && value.includes(option.value))
        .map((option) => option.label)
        .join(', ');
  }
}
