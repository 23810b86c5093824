import { capital } from './capital.ts';
import * as v from 'valibot';
import { crossChecks } from './cross-checks.ts';
import { suitsFamily } from './family-settings.ts';
import { isOfMethod } from './methods/methods.ts';
import { scheduleSettings } from './settings/schedule.ts';
import { childrenPerStepSetting } from './settings/weights.ts';
import { settingsTable, type Setting, type SettingKey, type Settings } from './settings.ts';

export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  /** One sentence each. */
  | { readonly ok: false; readonly problems: readonly string[] };

export const settingKeys = Object.keys(settingsTable) as readonly SettingKey[];

/** The line of the table, typed as any of its kinds. */
export function settingOf(key: SettingKey): Setting {
  return settingsTable[key];
}

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingsTable, key);
}

/** Whether a setting matters to an experiment of this family and method. */
export function appliesTo(key: SettingKey, { family, strategy }: Pick<Settings, 'family' | 'strategy'>): boolean {
  return suitsFamily(key, family) && isOfMethod(key, { strategy });
}

/**
 * Whether an experiment depends on a setting: those that apply to it, to the methods that it compares, and the schedule,
 * which every equal budget comes from. Links carry these alone.
 */
export function mattersTo(key: SettingKey, settings: Settings): boolean {
  const { family, strategy, compareAlong, compareStrategies } = settings;
  const compared = compareAlong === 'strategies' ? compareStrategies : [];
  return (
    Object.hasOwn(scheduleSettings, key) ||
    Object.hasOwn(childrenPerStepSetting, key) ||
    [strategy, ...compared].some((method) => appliesTo(key, { family, strategy: method }))
  );
}

/** The table's default of every setting: the preset that differs in nothing. */
export const defaultSettings = Object.fromEntries(
  settingKeys.map((key) => [key, settingOf(key).default]),
) as unknown as Settings;

/**
 * The schema of one setting. Integers stand on their step, as sizes must; reals may be any number in range, since
 * published values (3.5e-4) need not lie on a slider's step. Sets come out in table order.
 */
function schemaOf(setting: Setting): v.GenericSchema<unknown, Settings[SettingKey]> {
  switch (setting.kind) {
    case 'integer':
    case 'real': {
      const { min, max, step, unit = '' } = setting;
      const range = `${setting.label} must be from ${min} to ${max} ${unit}`.trimEnd();
      const number = v.pipe(v.number(range), v.finite(range), v.minValue(min, range), v.maxValue(max, range));
      if (setting.kind === 'real') return number;
      const grid = step === 1 ? `${setting.label} must be a whole number` : `${range} in steps of ${step}`;
      return v.pipe(
        number,
        v.check((value) => (value - min) % step === 0, grid),
      );
    }
    case 'switch':
      return v.boolean(`${setting.label} must be true or false`);
    case 'choice': {
      const values = setting.options.map((option) => option.value);
      return v.picklist(values, `${setting.label} must be one of ${values.join(', ')}`) as v.GenericSchema<
        unknown,
        Settings[SettingKey]
      >;
    }
    case 'set': {
      const values = setting.options.map((option) => option.value);
      const sentence = `${setting.label} must be one or more of ${values.join(', ')}, each once`;
      return v.pipe(
        v.array(v.picklist(values, sentence), sentence),
        v.minLength(1, sentence),
        v.check((items) => new Set(items).size === items.length, sentence),
        v.transform((items) => values.filter((value) => items.includes(value))),
      ) as v.GenericSchema<unknown, Settings[SettingKey]>;
    }
  }
}

const schemas = new Map(settingKeys.map((key) => [key, schemaOf(settingsTable[key])]));

/** Checks one value against its setting's kind, options, range and step. */
export function validateSetting<K extends SettingKey>(
  key: K,
  value: unknown,
): { readonly ok: true; readonly value: Settings[K] } | { readonly ok: false; readonly sentence: string } {
  const schema = schemas.get(key);
  if (schema === undefined) throw new RangeError(`no setting ${key}`);
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { ok: true, value: result.output as Settings[K] };
  return { ok: false, sentence: `${capital(result.issues[0].message)}.` };
}

/** Checks everything: known keys only, all of them present, each in range, and those that depend on each other. */
export function validateSettings(input: unknown): SettingsResult {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, problems: ['Settings must be an object with one value for each.'] };
  }
  const values = new Map(Object.entries(input));
  const problems = [...values.keys()]
    .filter((key) => !isSettingKey(key))
    .map((key) => `There is no setting ${quoted(key)}.`);
  const checked = settingKeys.map((key) => {
    const result = validateSetting(key, values.get(key));
    if (!result.ok) problems.push(result.sentence);
    return [key, result.ok ? result.value : null] as const;
  });
  if (problems.length > 0) return { ok: false, problems };
  const settings = Object.fromEntries(checked) as unknown as Settings;
  const conflicts = crossChecks(settings);
  if (conflicts.length > 0) return { ok: false, problems: conflicts.map(({ sentence }) => sentence) };
  return { ok: true, settings };
}

/** Problems that are told one by one; of more, only how many. */
const TOLD = 3;

/** Why settings do not hold, in a few sentences. */
export function problemsInWords(problems: readonly string[]): string {
  const told = problems.length > TOLD + 1 ? problems.slice(0, TOLD) : problems;
  const more = problems.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more do not hold.`] : [])].join(' ');
}

/** Text from outside as it may stand in a sentence: short, and in quotation marks. */
export function quoted(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}
