import { differingKeys } from './difference.ts';
import type { Preset } from './preset.ts';
import { enasFaithful } from './presets/enas-faithful.ts';
import { enasFashion } from './presets/enas-fashion.ts';
import { enasJavascript } from './presets/enas-javascript.ts';
import { enasMacro } from './presets/enas-macro.ts';
import { enasMnist } from './presets/enas-mnist.ts';
import { enasRecurrent } from './presets/enas-recurrent.ts';
import { quickTour } from './presets/quick-tour.ts';
import type { Settings } from './settings.ts';

export type { Preset } from './preset.ts';

/** Every preset, in the order of the menu. A new one is a file and a line here. */
export const presets: readonly Preset[] = [
  enasFashion,
  quickTour,
  enasMnist,
  enasMacro,
  enasRecurrent,
  enasJavascript,
  enasFaithful,
];

/** What the page opens with. */
export const defaultPreset = enasFashion;

export function findPreset(id: string): Preset | null {
  return presets.find((preset) => preset.id === id) ?? null;
}

/** The preset of that id; the default one where there is no id or no such preset. */
export function presetOf(id: string | undefined): Preset {
  return (id === undefined ? null : findPreset(id)) ?? defaultPreset;
}

/** The preset that settings are nearest to: with the fewest that differ, the first of the menu among equals. */
export function nearestPreset(settings: Settings): Preset {
  const distance = (preset: Preset) => differingKeys(preset.settings, settings).length;
  return presets.reduce((nearest, preset) => (distance(preset) < distance(nearest) ? preset : nearest));
}
