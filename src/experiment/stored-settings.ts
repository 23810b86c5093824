import { crossChecks } from './cross-checks.ts';
import { appliesTo, defaultSettings, isSettingKey, quoted, settingKeys, settingOf, validateSetting } from './schema.ts';
import type { SettingKey, Settings } from './settings.ts';

/** Settings as a file has them, which may be of an earlier or a later version. */
export type StoredSettings =
  | {
      readonly ok: true;
      readonly settings: Settings;
      /** What this version does not know, as it was. */
      readonly unknown: Readonly<Record<string, unknown>>;
      /** What was filled in or not understood, a sentence each. */
      readonly notes: readonly string[];
    }
  /** One sentence each. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Names that are told one by one; of more, only how many. */
const TOLD = 3;

/**
 * Reads stored settings: what is missing has its default, what is unknown is kept aside, and what does not matter to the
 * experiment is not checked but falls back to its default where it does not hold.
 */
export function readStoredSettings(input: unknown): StoredSettings {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, problems: ['Settings must be an object with a value for each.'] };
  }
  const given = new Map(Object.entries(input));
  const read = settingKeys.map((key) => ({
    key,
    result: given.has(key) ? validateSetting(key, given.get(key)) : null,
  }));
  const values = read.map(
    ({ key, result }) => [key, result?.ok === true ? result.value : defaultSettings[key]] as const,
  );
  const settings = Object.fromEntries(values) as unknown as Settings;
  const problems = read.flatMap(({ key, result }) =>
    result?.ok === false && appliesTo(key, settings) ? [result.sentence] : [],
  );
  if (problems.length > 0) return { ok: false, problems };
  const conflicts = crossChecks(settings);
  if (conflicts.length > 0) return { ok: false, problems: conflicts.map(({ sentence }) => sentence) };
  const filled = read.flatMap(({ key, result }) => (result === null && appliesTo(key, settings) ? [key] : []));
  const unknown = [...given].filter(([key]) => !isSettingKey(key));
  return { ok: true, settings, unknown: Object.fromEntries(unknown), notes: notesOf(filled, unknown) };
}

function notesOf(filled: readonly SettingKey[], unknown: readonly (readonly [string, unknown])[]): string[] {
  const notes: string[] = [];
  if (filled.length > 0) {
    const names = named(filled.map((key) => settingOf(key).label));
    notes.push(`It says nothing of ${names}: the ${filled.length === 1 ? 'default stands' : 'defaults stand'} in.`);
  }
  if (unknown.length > 0) {
    const names = named(unknown.map(([key]) => quoted(key)));
    notes.push(
      `It has ${unknown.length === 1 ? 'a setting' : 'settings'} that this version does not know (${names}): kept as ${unknown.length === 1 ? 'it is' : 'they are'}.`,
    );
  }
  return notes;
}

function named(names: readonly string[]): string {
  if (names.length <= TOLD + 1) return names.join(', ');
  return `${names.slice(0, TOLD).join(', ')} and ${names.length - TOLD} more`;
}
