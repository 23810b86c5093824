import { families } from './families/families.ts';
import { appliesTo, settingOf } from './schema.ts';
import type { Settings } from './settings.ts';

/**
 * Settings that memory grows with, in the order in which a person would rather give way: how a step is computed first,
 * which networks are searched last.
 */
const givingWay = [
  ...(['childrenPerStep', 'batch', 'rewardBatch'] as const),
  ...Object.values(families).flatMap(({ givesWay }) => givesWay),
];

type GivesWay = (typeof givingWay)[number];

/** Settings to change, with their new values. */
export type Changes = Partial<Pick<Settings, GivesWay>>;

/** Whether settings fit where they are to run; less of anything never needs more. */
type Fits = (settings: Settings) => Promise<boolean>;

/**
 * The least that must change for the settings to fit: each in turn falls to its least value until all fits, then the
 * last of them is raised again first, as far as it goes. Null where nothing that may give way is enough.
 */
export async function proposeFitting(settings: Settings, fits: Fits): Promise<Changes | null> {
  const keys = givingWay.filter((key) => appliesTo(key, settings));
  const lowered: GivesWay[] = [];
  let fitting = settings;
  for (const key of keys) {
    lowered.push(key);
    fitting = { ...fitting, [key]: rangeOf(key).min };
    if (await fits(fitting)) break;
    if (lowered.length === keys.length) return null;
  }
  for (const key of lowered.toReversed()) {
    fitting = { ...fitting, [key]: await largestFitting(fitting, key, settings[key], fits) };
  }
  return Object.fromEntries(
    lowered.filter((key) => fitting[key] !== settings[key]).map((key) => [key, fitting[key]] as const),
  );
}

/** The largest value up to `highest` of one setting with which `fitting`, which fits, still does. */
async function largestFitting(fitting: Settings, key: GivesWay, highest: number, fits: Fits): Promise<number> {
  const { step } = rangeOf(key);
  let [fit, beyond] = [0, Math.floor((highest - fitting[key]) / step) + 1];
  while (beyond - fit > 1) {
    const middle = Math.floor((fit + beyond) / 2);
    if (await fits({ ...fitting, [key]: fitting[key] + middle * step })) fit = middle;
    else beyond = middle;
  }
  return fitting[key] + fit * step;
}

function rangeOf(key: GivesWay): { readonly min: number; readonly step: number } {
  const setting = settingOf(key);
  if (setting.kind !== 'integer') throw new TypeError(`${key} is no whole number`);
  return setting;
}

/** Changes in words: “batch 16 and channels 4”. */
export function changesInWords(changes: Changes): string {
  const parts = givingWay.flatMap((key) => {
    const value = changes[key];
    return value === undefined ? [] : [`${settingOf(key).label} ${value}`];
  });
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
