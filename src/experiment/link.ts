import { type LinkResult, printResult } from './link-result.ts';
import type { Preset } from './presets.ts';
import { mattersTo, settingKeys } from './schema.ts';
import { settingsTable, type Settings } from './settings.ts';
import { measureOf } from './task-kind.ts';
import { printSetting } from './text.ts';

/** Raised when a known name changes its meaning, which settings and presets promise not to do. */
export const LINK_VERSION = 1;

/** The one way of showing an experiment that a link can ask for: as for a room of people. */
export const PRESENTER = 'presenter';

/**
 * The fragment that opens this experiment, with its `#`: the preset and what differs from it, in the order of the
 * settings table; `notation` is a child to show with it, `result` what is known of that.
 */
export function printLink(
  preset: Preset,
  settings: Settings,
  notation?: string,
  result: LinkResult | null = null,
): string {
  const fields = new URLSearchParams({ v: String(LINK_VERSION), preset: preset.id });
  for (const key of settingKeys.filter((one) => mattersTo(one, settings))) {
    const value = printSetting(settings[key]);
    if (value !== printSetting(preset.settings[key])) fields.set(settingsTable[key].link, value);
  }
  if (notation !== undefined) fields.set('arc', notation);
  for (const [name, value] of result === null ? [] : printResult(result, measureOf(settings))) fields.set(name, value);
  return `#${fields.toString().replaceAll('%2C', ',')}`;
}

/** The fragment that opens the same in the presenter's size. */
export function inPresenter(fragment: string): string {
  return `${fragment}&view=${PRESENTER}`;
}
