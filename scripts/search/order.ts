import { readFileSync } from 'node:fs';
import type { ParseArgsConfig } from 'node:util';
import { spaceOf } from '../../src/experiment/build.ts';
import { comparisonOf } from '../../src/experiment/comparison.ts';
import { type ComparisonRecord, parseComparison } from '../../src/experiment/comparison-record.ts';
import { crossChecks } from '../../src/experiment/cross-checks.ts';
import { fragmentOf, parseLink } from '../../src/experiment/parse-link.ts';
import { defaultPreset, findPreset, presets } from '../../src/experiment/presets.ts';
import { families } from '../../src/experiment/families/families.ts';
import { methodOf } from '../../src/experiment/methods/methods.ts';
import { mattersTo, quoted, settingKeys, settingOf } from '../../src/experiment/schema.ts';
import { type SettingKey, settingsTable, type Settings } from '../../src/experiment/settings.ts';
import { optionsOf, type StudyId, studies, studyIds } from '../../src/experiment/studies/studies.ts';
import { keyOfLink, parseSetting } from '../../src/experiment/text.ts';
import type { Architecture } from '../../src/space/space.ts';
import type { Adapter, BackendName } from '../../src/worker/protocol.ts';
import { readArguments, UsageError } from '../command-line.ts';
import { isSameFile, readOwnText } from './own-text.ts';

/** A search as the command line asks for it. */
export interface SearchOrder {
  readonly settings: Settings;
  /** The link's child, which is trained from scratch instead of a search; null: there is a search. */
  readonly chosen: Architecture | null;
  /** Null: until the planned rounds are done. */
  readonly seconds: number | null;
  /** Studies of what the search has come to, in the order of their table. */
  readonly studies: readonly StudyId[];
  /** Whether searches are compared, as the settings say, rather than one run. */
  readonly compare: boolean;
  /** The comparison to go on with; null: a new one. */
  readonly resume: ComparisonRecord | null;
  /** The folder for a record of each search of a comparison; null: they are not kept. */
  readonly records: string | null;
  /** The text that is searched on where the settings name one's own; null where they do not. */
  readonly ownText: string | null;
  /** Null: the record goes to standard output. */
  readonly out: string | null;
  /** Null: the best that there is. */
  readonly backend: BackendName | null;
  /** Null: the engine where there is WebGPU. */
  readonly form: Adapter['form'] | null;
}

const options = {
  preset: { type: 'string' },
  link: { type: 'string' },
  set: { type: 'string', multiple: true, default: [] },
  'no-search': { type: 'boolean', default: false },
  seconds: { type: 'string' },
  rounds: { type: 'string' },
  strategy: { type: 'string' },
  compare: { type: 'string' },
  sweep: { type: 'string' },
  seeds: { type: 'string' },
  resume: { type: 'string' },
  records: { type: 'string' },
  text: { type: 'string' },
  out: { type: 'string' },
  backend: { type: 'string' },
  form: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

/** Options that are settings by another name. */
const shortcuts: readonly (readonly [option: string, key: SettingKey])[] = [
  ['rounds', 'rounds'],
  ['strategy', 'strategy'],
  ['compare', 'compareStrategies'],
  ['sweep', 'compareLambdas'],
  ['seeds', 'compareSeeds'],
  ...studyIds.flatMap((id) => {
    const { option, setting } = studies[id].command;
    return setting === null ? [] : [[option, setting] as const];
  }),
];

/** The options of the studies: a switch, or the value of a setting. */
const studyOptions = Object.fromEntries(
  studyIds.map((id) => {
    const { option, setting } = studies[id].command;
    return [option, { type: setting === null ? 'boolean' : 'string' } as const];
  }),
);

/** Options that say what is searched. */
const ofSearches = ['preset', 'link', 'set', 'rounds', 'strategy', 'compare', 'sweep', 'seeds'] as const;

const backends: readonly BackendName[] = ['webgpu', 'webgl', 'cpu'];
const forms: readonly Adapter['form'][] = ['engine', 'reference'];
const MAX_SECONDS = 7 * 24 * 60 * 60;

/** Reads the arguments after `npm run search --`. Throws a `UsageError` at the first thing wrong. */
export function readOrder(args: readonly string[]): SearchOrder | 'help' {
  const values = readOptions(args);
  if (values.help) return 'help';
  const resume = values.resume === undefined ? null : readComparison(values.resume, values);
  if (values.preset !== undefined && values.link !== undefined) {
    throw new UsageError('Give either --preset or --link, which names a preset itself.');
  }
  if (values.seconds !== undefined && values.rounds !== undefined) {
    throw new UsageError('Give either --seconds or --rounds.');
  }
  if (values.compare !== undefined && values.sweep !== undefined) {
    throw new UsageError('Give either --compare or --sweep.');
  }
  if (values.out === '') throw new UsageError('--out needs the name of a file.');
  const settings = resume?.settings ?? readSettings(values);
  const asked = studyIds.filter((id) => given(values, studies[id].command.option) !== undefined);
  for (const { option, needs } of asked.map((id) => studies[id].command)) {
    const lacking = needs(settings);
    if (lacking !== null) throw new UsageError(`--${option} needs ${lacking}.`);
  }
  const compare = settings.compareAlong !== 'nothing';
  if (compare) checkComparison(settings, values, asked);
  else if (values.records !== undefined)
    throw new UsageError('--records is for a comparison; a search has one record.');
  const ownText = readOwnText(values.text, settings);
  const out = values.out ?? values.resume ?? null;
  if (out !== null && values.text !== undefined && isSameFile(values.text, out)) {
    throw new UsageError('The record would replace the text; give another --out.');
  }
  return {
    settings,
    compare,
    chosen: values['no-search'] ? readChosen(values, settings, asked) : null,
    seconds: values.seconds === undefined ? null : readSeconds(values.seconds),
    studies: asked,
    resume,
    records: values.records ?? null,
    ownText,
    out,
    backend: values.backend === undefined ? backendOf(resume) : readBackend(values.backend),
    form: values.form === undefined ? formOf(resume) : readForm(values.form),
  };
}

/** Options of a search, beside those that say what is searched. */
const ofOneSearch = ['seconds', 'rounds', 'strategy', 'compare', 'sweep', 'resume'] as const;

/** The child that is trained instead of a search. Throws where the link brings none, or a search is asked for as well. */
function readChosen(values: Values, settings: Settings, asked: readonly StudyId[]): Architecture {
  const beside = ofOneSearch.find((option) => values[option] !== undefined);
  if (beside !== undefined) throw new UsageError(`--${beside} does not go with --no-search.`);
  if (settings.compareAlong !== 'nothing') throw new UsageError('A comparison does not go with --no-search.');
  const link = values.link === undefined ? null : parseLink(values.link);
  if (link?.architecture == null) throw new UsageError('--no-search needs a --link that brings a child.');
  // Other settings over those of the link may give another space.
  const read = spaceOf(settings).parse(spaceOf(link.settings).print(link.architecture));
  if (!read.ok) throw new UsageError(`The link’s child is not of the space that is set: ${read.reason}`);
  const nothing = { weights: [], derived: [] };
  const possible = (id: StudyId) => optionsOf(id, settings, nothing, [read.architecture]) !== null;
  const impossible = asked.find((id) => !possible(id));
  if (impossible !== undefined) throw new UsageError(`--${studies[impossible].command.option} needs a search.`);
  if (asked.length === 0) {
    const able = studyIds.filter(possible).map((id) => `--${studies[id].command.option}`);
    throw new UsageError(`--no-search needs ${able.join(' or ')}: else there is nothing to do.`);
  }
  return read.architecture;
}

/** A comparison from its file, which says all that its searches are made of. */
function readComparison(file: string, values: Values): ComparisonRecord {
  const beside = ofSearches.find((option) => values[option] !== undefined && values[option].length > 0);
  if (beside !== undefined)
    throw new UsageError(`--${beside} does not go with --resume: the file says what is compared.`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`The file ${quoted(file)} cannot be read.`);
  }
  const result = parseComparison(text);
  if (!result.ok) throw new UsageError(result.sentence);
  return result.record;
}

/** Where a comparison was begun, it goes on. */
function backendOf(resume: ComparisonRecord | null): BackendName | null {
  return backends.find((name) => name === resume?.adapter.backend) ?? null;
}

function formOf(resume: ComparisonRecord | null): Adapter['form'] | null {
  return forms.find((name) => name === resume?.adapter.form) ?? null;
}

/** Throws where nothing can be compared, or what is asked for is of a single search. */
function checkComparison(settings: Settings, { seconds }: Values, asked: readonly StudyId[]): void {
  const result = comparisonOf(settings);
  if (!result.ok) throw new UsageError(result.sentence);
  if (seconds !== undefined || asked.length > 0) {
    const words = ['--seconds', ...studyIds.map((id) => `--${studies[id].command.option}`)];
    const some = `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
    throw new UsageError(`${some} are for a single search, not for a comparison.`);
  }
}

type Values = ReturnType<typeof readOptions>;

function readOptions(args: readonly string[]) {
  const all = { ...options, ...studyOptions };
  return readArguments({ args: [...args], options: all, strict: true, allowPositionals: false }).values;
}

/** The value of an option by its name; undefined where it is not given. */
function given(values: Values, option: string): unknown {
  return (values as Readonly<Record<string, unknown>>)[option];
}

function readSettings(values: Values): Settings {
  const changes: Partial<Record<keyof Settings, unknown>> = {};
  for (const assignment of values.set) {
    const [name, text] = splitOnce(assignment);
    const key = keyOfLink(name);
    if (key === null) throw new UsageError(`There is no setting ${quoted(name)}; --help lists them.`);
    if (Object.hasOwn(changes, key)) throw new UsageError(`--set gives ${quoted(name)} more than once.`);
    const result = parseSetting(key, text);
    if (!result.ok) throw new UsageError(`${result.sentence.slice(0, -1)}, not ${quoted(text)}.`);
    changes[key] = result.value;
  }
  for (const [option, key] of shortcuts) {
    const text = given(values, option);
    if (typeof text !== 'string') continue;
    if (Object.hasOwn(changes, key)) {
      throw new UsageError(`Give either --${option} or --set ${settingsTable[key].link}=….`);
    }
    const result = parseSetting(key, text);
    if (!result.ok) throw new UsageError(`${result.sentence.slice(0, -1)}, not ${quoted(text)}.`);
    changes[key] = result.value;
  }
  if (values.compare !== undefined) changes.compareAlong = 'strategies';
  if (values.sweep !== undefined) changes.compareAlong = 'lambda';
  const settings = { ...startingSettings(values), ...changes } as Settings;
  const [conflict] = crossChecks(settings);
  if (conflict !== undefined) throw new UsageError(conflict.sentence);
  const idle = settingKeys.find((key) => Object.hasOwn(changes, key) && !mattersTo(key, settings));
  if (idle !== undefined) throw new UsageError(idleInWords(idle, settings));
  return settings;
}

/** That a setting which was given does nothing. */
function idleInWords(key: SettingKey, settings: Settings): string {
  const { label, link } = settingOf(key);
  const { name } = methodOf(settings);
  return `The setting ${link} (${label}) does nothing with ${name} on ${families[settings.family].label}.`;
}

function startingSettings({ preset, link }: Values): Settings {
  if (link !== undefined) {
    if (fragmentOf(link) === '') throw new UsageError(`The link ${quoted(link)} has no settings in it.`);
    const { settings, problems } = parseLink(link);
    if (problems[0] !== undefined) throw new UsageError(problems[0]);
    return settings;
  }
  if (preset === undefined) return defaultPreset.settings;
  const found = findPreset(preset);
  if (found === null) {
    const ids = presets.map(({ id }) => id).join(', ');
    throw new UsageError(`There is no preset ${quoted(preset)}; there are ${ids}.`);
  }
  return found.settings;
}

function splitOnce(assignment: string): [name: string, text: string] {
  const at = assignment.indexOf('=');
  if (at < 0) throw new UsageError(`--set needs key=value, not ${quoted(assignment)}.`);
  return [assignment.slice(0, at), assignment.slice(at + 1)];
}

function readSeconds(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (seconds > 0 && seconds <= MAX_SECONDS) return seconds;
  throw new UsageError(`--seconds must be a number above 0 and up to ${MAX_SECONDS}, not ${quoted(text)}.`);
}

function readBackend(text: string): BackendName {
  const backend = backends.find((name) => name === text);
  if (backend === undefined) throw new UsageError(`--backend must be one of ${backends.join(', ')}.`);
  return backend;
}

function readForm(text: string): Adapter['form'] {
  const form = forms.find((name) => name === text);
  if (form === undefined) throw new UsageError(`--form must be one of ${forms.join(', ')}.`);
  return form;
}
