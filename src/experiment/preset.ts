import { defaultSettings } from './schema.ts';
import type { Settings } from './settings.ts';

/** A named experiment: the table's defaults but for `changes`. */
export interface Preset {
  /** Name in links and on the command line. Never reused for another experiment. */
  readonly id: string;
  readonly label: string;
  /** One sentence: what it shows. */
  readonly summary: string;
  readonly changes: Partial<Settings>;
  /** All settings, changes applied. */
  readonly settings: Settings;
}

export function definePreset(preset: Omit<Preset, 'settings'>): Preset {
  return { ...preset, settings: { ...defaultSettings, ...preset.changes } };
}
