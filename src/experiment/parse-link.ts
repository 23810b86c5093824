import type { Architecture } from '../space/space.ts';
import { spaceOf } from './build.ts';
import { crossChecks } from './cross-checks.ts';
import { LINK_VERSION, PRESENTER } from './link.ts';
import { isResultField, type LinkResult } from './link-result.ts';
import { parseResult } from './parse-link-result.ts';
import { defaultPreset, findPreset, type Preset } from './presets.ts';
import { mattersTo, quoted } from './schema.ts';
import type { SettingKey, Settings } from './settings.ts';
import { measureOf } from './task-kind.ts';
import { keyOfLink, parseSetting } from './text.ts';

/** Longer text is not a link of ours: every setting and the largest child together take far less. */
export const MAX_LINK_LENGTH = 4_000;

/** What a link says. Everything in it is in range; what was not is told in `problems`, one sentence each. */
export interface LinkContent {
  readonly preset: Preset;
  readonly settings: Settings;
  /** A child of those settings' space, if the link carries one. */
  readonly architecture: Architecture | null;
  /** What is said of that child; null where nothing is. */
  readonly result: LinkResult | null;
  readonly problems: readonly string[];
}

/** Reads a fragment, with or without its `#`, or a whole address that ends in one. Never throws. */
export function parseLink(text: string): LinkContent {
  if (text.length > MAX_LINK_LENGTH) {
    const problem = `The link is longer than ${MAX_LINK_LENGTH} characters, so nothing of it was applied.`;
    const { settings } = defaultPreset;
    return { preset: defaultPreset, settings, architecture: null, result: null, problems: [problem] };
  }
  const problems: string[] = [];
  const fields = firstOfEach(fragmentOf(text), problems);

  const version = fields.get('v');
  if (version !== undefined && version !== String(LINK_VERSION)) {
    problems.push(`The link is of version ${quoted(version)}, this page reads version ${LINK_VERSION}.`);
  }
  const presetId = fields.get('preset');
  const named = presetId === undefined ? defaultPreset : findPreset(presetId);
  if (named === null) problems.push(`There is no preset ${quoted(presetId ?? '')}; ${defaultPreset.id} is used.`);
  const preset = named ?? defaultPreset;

  const changes = new Map<SettingKey, Settings[SettingKey]>();
  const complaints: { readonly key: SettingKey | null; readonly sentence: string }[] = [];
  for (const [name, value] of fields) {
    if (name === 'v' || name === 'preset' || name === 'arc' || isResultField(name)) continue;
    if (name === 'view') {
      if (value !== PRESENTER) problems.push(`The link asks for the view ${quoted(value)}, which there is not.`);
      continue;
    }
    const key = keyOfLink(name);
    if (key === null) {
      complaints.push({ key, sentence: `The link sets ${quoted(name)}, which is not a setting.` });
      continue;
    }
    const result = parseSetting(key, value);
    if (result.ok) changes.set(key, result.value);
    else complaints.push({ key, sentence: `${result.sentence.slice(0, -1)}, not ${quoted(value)}.` });
  }
  // What does not matter to the experiment is not held against the link.
  const about: Settings = { ...preset.settings, ...Object.fromEntries(changes) };
  const told = complaints.filter(({ key }) => key === null || mattersTo(key, about));
  problems.push(...told.map(({ sentence }) => sentence));
  const settings = withoutConflicts(preset, changes, problems);
  const architecture = readChild(fields.get('arc'), settings, problems);
  return { preset, settings, architecture, result: readResult(fields, architecture, settings, problems), problems };
}

/** Whether a link asks for the presenter's size. */
export function asksForPresenter(text: string): boolean {
  return text.length <= MAX_LINK_LENGTH && new URLSearchParams(fragmentOf(text)).get('view') === PRESENTER;
}

/**
 * The settings part of a link: what mail, chat and HTML do to links is undone where that is safe. Empty where a text
 * has none.
 */
export function fragmentOf(text: string): string {
  const whole = text
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]|\s*[\r\n]\s*/g, '')
    .replace(/&(?:amp;)+|&#0*38;|&#x0*26;/gi, '&')
    .replace(/^[\s<("'“‘]+|[\s>)\]"'”’.,;!]+$/g, '');
  const start = /#|%23(?=\w+(?:=|%3D))|\?(?=v=|preset=)/i.exec(whole);
  if (start === null) return /^[a-z]+:\/\//i.test(whole) ? '' : whole;
  const fragment = whole.slice(start.index + start[0].length).replace(/:~:.*/, '');
  return fragment.includes('=') ? fragment : decoded(fragment);
}

/** A fragment whose signs were encoded once more than they should. */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** What mails and social networks add to addresses. */
const tracking = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|_ga|si)$/;

function firstOfEach(fragment: string, problems: string[]): Map<string, string> {
  const fields = new Map<string, string>();
  const repeated = new Set<string>();
  for (const [name, value] of new URLSearchParams(fragment)) {
    if (tracking.test(name)) continue;
    if (!fields.has(name)) fields.set(name, value);
    else if (!repeated.has(name)) {
      repeated.add(name);
      problems.push(`The link gives ${quoted(name)} more than once; the first is used.`);
    }
  }
  return fields;
}

/** Applies the changes; two that do not go together both fall back to the preset, whose settings always do. */
function withoutConflicts(
  preset: Preset,
  changes: Map<SettingKey, Settings[SettingKey]>,
  problems: string[],
): Settings {
  for (;;) {
    const settings: Settings = { ...preset.settings, ...Object.fromEntries(changes) };
    const [conflict] = crossChecks(settings);
    if (conflict === undefined) return settings;
    const both = [changes.delete(conflict.key), changes.delete(conflict.against)];
    if (both.includes(true)) {
      problems.push(`${conflict.sentence} Both are as in the preset.`);
    } else {
      // Other settings brought the two into conflict.
      problems.push(`${conflict.sentence} Everything is as in the preset.`);
      changes.clear();
    }
  }
}

function readChild(notation: string | undefined, settings: Settings, problems: string[]): Architecture | null {
  if (notation === undefined) return null;
  const result = spaceOf(settings).parse(notation);
  if (result.ok) return result.architecture;
  problems.push(`The link’s child cannot be read at character ${result.position + 1}: ${result.reason}`);
  return null;
}

/** What is said of a child is nothing without that child, or where it was found with other settings than are applied. */
function readResult(
  fields: ReadonlyMap<string, string>,
  architecture: Architecture | null,
  settings: Settings,
  problems: string[],
): LinkResult | null {
  const { result, problem } = parseResult(fields, measureOf(settings));
  if (problem !== null) problems.push(problem);
  if (result === null) return null;
  if (architecture !== null && problems.length === 0) return result;
  problems.push(
    architecture === null
      ? 'The link’s result is left out: its child is not there.'
      : 'The link’s result is left out: it was measured with all that the link says.',
  );
  return null;
}
