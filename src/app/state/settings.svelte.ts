import { crossChecks } from '../../experiment/cross-checks.ts';
import { mattersTo, settingKeys, settingOf, validateSetting } from '../../experiment/schema.ts';
import type { SettingKey, Settings } from '../../experiment/settings.ts';
import { presetOf, type Preset } from '../../experiment/presets.ts';

interface Snapshot {
  readonly preset: Preset;
  readonly draft: Settings;
}

/** How many changes can be taken back. */
const UNDO_DEPTH = 100;

/** Whether two values of one setting are the same; sets compare by their members. */
export function sameValue(a: Settings[SettingKey], b: Settings[SettingKey]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Whether two experiments are the same in every setting. */
export function sameSettings(a: Settings, b: Settings): boolean {
  return settingKeys.every((key) => sameValue(a[key], b[key]));
}

/** Whether two are the same in every setting that matters to either; a link leaves the others out. */
export function sameExperiment(a: Settings, b: Settings): boolean {
  return settingKeys.every((key) => (!mattersTo(key, a) && !mattersTo(key, b)) || sameValue(a[key], b[key]));
}

/** The settings on the page (draft): where they come from, what differs, and the way back. */
export class SettingsState {
  preset: Preset = $state.raw(presetOf(undefined));
  draft: Settings = $state.raw(presetOf(undefined).settings);
  #undo: Snapshot[] = $state.raw([]);
  #redo: Snapshot[] = $state.raw([]);
  #gesture: SettingKey | null = null;

  readonly problems = $derived(crossChecks(this.draft));
  readonly canUndo = $derived(this.#undo.length > 0);
  readonly canRedo = $derived(this.#redo.length > 0);

  /**
   * Changes one setting; values out of range are refused and `false` comes back. While a control is being dragged
   * (`committed` false) all its changes become one step of undo.
   */
  change<K extends SettingKey>(key: K, value: Settings[K], committed = true): boolean {
    const checked = validateSetting(key, value);
    if (!checked.ok) return false;
    if (this.#gesture !== key && !sameValue(this.draft[key], checked.value)) this.#remember();
    this.#gesture = committed ? null : key;
    this.draft = { ...this.draft, [key]: checked.value };
    return true;
  }

  usePreset(preset: Preset): void {
    this.adopt(preset, preset.settings);
  }

  /** Takes over settings as a whole (a preset, a link, a record). */
  adopt(preset: Preset, settings: Settings): void {
    this.#remember();
    this.#gesture = null;
    this.preset = preset;
    this.draft = settings;
  }

  /** Takes them over as a beginning: nothing before it can be taken back. */
  begin(preset: Preset, settings: Settings): void {
    this.#undo = [];
    this.#redo = [];
    this.#restore({ preset, draft: settings });
  }

  undo(): void {
    const last = this.#undo.at(-1);
    if (last === undefined) return;
    this.#undo = this.#undo.slice(0, -1);
    this.#redo = [...this.#redo, this.#snapshot()];
    this.#restore(last);
  }

  redo(): void {
    const next = this.#redo.at(-1);
    if (next === undefined) return;
    this.#redo = this.#redo.slice(0, -1);
    this.#undo = [...this.#undo, this.#snapshot()];
    this.#restore(next);
  }

  /** The settings whose draft differs from `running`; no single search depends on what is compared. */
  waiting(running: Settings): readonly SettingKey[] {
    return settingKeys.filter((key) => settingOf(key).group !== 'compare' && !sameValue(this.draft[key], running[key]));
  }

  #snapshot(): Snapshot {
    return { preset: this.preset, draft: this.draft };
  }

  #remember(): void {
    this.#undo = [...this.#undo, this.#snapshot()].slice(-UNDO_DEPTH);
    this.#redo = [];
  }

  #restore({ preset, draft }: Snapshot): void {
    this.#gesture = null;
    this.preset = preset;
    this.draft = draft;
  }
}
