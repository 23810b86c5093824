import { crossChecks } from './cross-checks.ts';
import { settingInWords } from './difference.ts';
import { takesBudget } from './planned.ts';
import { suitsFamily } from './family-settings.ts';
import type { Settings } from './settings.ts';

/** One of the things compared: a search with some settings otherwise. Training from scratch depends on none of these. */
export interface Variant {
  readonly changes: Partial<Pick<Settings, 'strategy' | 'budget' | 'costWeight'>>;
  /** What it differs in, in few words. */
  readonly words: string;
}

/** Several searches, each over several seeds, with everything else the same. */
export interface Comparison {
  readonly base: Settings;
  readonly variants: readonly Variant[];
  readonly seeds: readonly number[];
}

/** One search of a comparison. */
export interface PlannedRun {
  /** Index of the variant. */
  readonly variant: number;
  readonly seed: number;
  readonly settings: Settings;
}

export type ComparisonResult =
  | { readonly ok: true; readonly comparison: Comparison }
  /** Why these settings give none, as one sentence. */
  | { readonly ok: false; readonly sentence: string };

/** The comparison that settings describe. */
export function comparisonOf(settings: Settings): ComparisonResult {
  const refuse = (sentence: string): ComparisonResult => ({ ok: false, sentence });
  if (settings.compareAlong === 'nothing') return refuse('Nothing is chosen to compare.');
  if (settings.compareAlong === 'lambda' && !suitsFamily('costWeight', settings.family)) {
    return refuse('In this search space all children cost the same, so there is no price to sweep.');
  }
  const along = settings.compareAlong;
  const variants = along === 'strategies' ? strategyVariants(settings) : lambdaVariants(settings);
  if (variants.length < 2) return refuse('Choose two or more to compare.');
  const comparison = { base: settings, variants, seeds: seedsFrom(settings.seed, settings.compareSeeds) };
  for (const variant of variants) {
    const [conflict] = crossChecks(apply(settings, variant));
    if (conflict !== undefined) return refuse(`With ${variant.words}: ${conflict.sentence}`);
  }
  return { ok: true, comparison };
}

/** Beside a method that knows no other budget than its schedule's, the others have that too. */
function strategyVariants(base: Settings): Variant[] {
  const beside = base.compareStrategies.every((strategy) => takesBudget({ strategy })) ? {} : { budget: 0 };
  return base.compareStrategies.map((strategy) => ({
    changes: { strategy, ...beside },
    words: settingInWords('strategy', strategy),
  }));
}

function lambdaVariants(base: Settings): Variant[] {
  return base.compareLambdas.map((lambda) => ({
    changes: { costWeight: Number(lambda) },
    words: settingInWords('costWeight', Number(lambda)),
  }));
}

function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (first + index) % 2 ** 32);
}

/** The settings of a single search: it compares nothing itself, and no random cells are trained beside each. */
function apply(base: Settings, { changes }: Variant): Settings {
  return { ...base, ...changes, compareAlong: 'nothing', retrainRandom: 0 };
}

/** Every search, seed by seed, so that a comparison that is stopped has whole seeds to show. */
export function runsOf({ base, variants, seeds }: Comparison): PlannedRun[] {
  return seeds.flatMap((seed) =>
    variants.map((variant, index) => ({ variant: index, seed, settings: { ...apply(base, variant), seed } })),
  );
}
