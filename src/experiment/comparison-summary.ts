import { type SignTest, signTest } from '../math/sign-test.ts';
import { mean, standardDeviation } from '../math/statistics.ts';
import { spaceOf } from './build.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import { matchedOf, nextTaskOf, runAt } from './comparison-plan.ts';
import type { ComparedRun, ComparisonRecord, TrainedChild } from './comparison-record.ts';
import { measureOf } from './task-kind.ts';
import type { Measure } from './measures/measures.ts';
import { testScoreOf } from './score.ts';

/** Mean over seeds and its spread. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation over seeds; null for a single one. */
  readonly deviation: number | null;
  readonly seeds: number;
}

/** One search of a variant with its child trained from scratch. */
export interface SeedOutcome {
  readonly seed: number;
  readonly run: ComparedRun;
  readonly derived: NonNullable<TrainedChild['result']> | null;
  /** At matched multiply–adds. */
  readonly matched: NonNullable<TrainedChild['result']> | null;
}

export interface VariantSummary {
  readonly words: string;
  /** Searches done, in the order of seeds. */
  readonly outcomes: readonly SeedOutcome[];
  readonly failures: number;
  /** Test score of what was derived, by the summary's measure. */
  readonly tested: Spread | null;
  readonly multiplyAdds: Spread | null;
  /** Test score at matched multiply–adds. */
  readonly matched: Spread | null;
  readonly childSteps: Spread | null;
  readonly seconds: Spread | null;
}

/** Two variants over the seeds that have both. */
export interface Duel {
  /** Indices of variants; `first` comes first. */
  readonly first: number;
  readonly second: number;
  readonly test: SignTest;
  /** By how much the first is better on average, in the measure's unit; below 0 where it is worse. */
  readonly lead: number;
  readonly seeds: number;
}

export interface Control {
  readonly role: 'hand-made' | 'trivial';
  readonly tested: Spread;
  readonly multiplyAdds: Spread;
}

export interface ComparisonSummary {
  readonly comparison: Comparison;
  /** All searches are done and what they found is trained; before that, means are over the seeds that all have. */
  readonly finished: boolean;
  /** Seeds of which every search is done. */
  readonly sharedSeeds: number;
  /** What test scores are in. */
  readonly measure: Measure;
  /** Whether children differ in multiply–adds at all; where they do not, nothing is to be matched. */
  readonly costsDiffer: boolean;
  readonly variants: readonly VariantSummary[];
  /** Children that no search found. */
  readonly controls: readonly Control[];
  /** Every pair of variants, by what they derived. */
  readonly duels: readonly Duel[];
  /** The same at matched multiply–adds; none where all children cost the same. */
  readonly matchedDuels: readonly Duel[];
}

/** What a comparison has come to so far; null where its settings give none. */
export function summaryOf(record: ComparisonRecord): ComparisonSummary | null {
  const result = comparisonOf(record.settings);
  if (!result.ok) return null;
  const { comparison } = result;
  const outcomes = outcomesOf(record, comparison);
  const measure = measureOf(record.settings);
  const { costsDiffer } = spaceOf(record.settings);
  const finished = nextTaskOf(record) === null;
  const shared = comparison.seeds.filter((seed) =>
    outcomes.every((ofVariant) => ofVariant.some((outcome) => outcome.seed === seed)),
  );
  return {
    comparison,
    finished,
    sharedSeeds: shared.length,
    measure,
    costsDiffer,
    variants: comparison.variants.map(({ words }, variant) => {
      const all = outcomes[variant] ?? [];
      const counted = finished ? all : all.filter(({ seed }) => shared.includes(seed));
      return summaryOfVariant(words, all, counted, measure, costsDiffer);
    }),
    controls: (['hand-made', 'trivial'] as const).flatMap((role) => controlOf(record, role, measure)),
    duels: duelsOf(outcomes, ({ derived }) => derived, measure),
    matchedDuels: costsDiffer ? duelsOf(outcomes, ({ matched }) => matched, measure) : [],
  };
}

/** By variant, then by seed; searches that are not done are left out. */
function outcomesOf(record: ComparisonRecord, { variants, seeds }: Comparison): SeedOutcome[][] {
  const results = new Map(
    record.trained
      .filter(({ role }) => role === 'searched')
      .map(({ seed, notation, result }) => [`${seed} ${notation}`, result]),
  );
  const byVariant = variants.map((): SeedOutcome[] => []);
  for (const seed of seeds) {
    const runs = variants.map((_, variant) => runAt(record, variant, seed));
    // What the others may cost is only known when all are done.
    const matched = runs.includes(null) ? [] : matchedOf(runs.filter((run) => run !== null));
    runs.forEach((run, variant) => {
      if (run === null) return;
      const result = (notation: string | undefined) =>
        notation === undefined ? null : (results.get(`${seed} ${notation}`) ?? null);
      byVariant[variant]?.push({
        seed,
        run,
        derived: result(run.derived[0]?.notation),
        matched: result(matched[variant]?.notation),
      });
    });
  }
  return byVariant;
}

function summaryOfVariant(
  words: string,
  outcomes: readonly SeedOutcome[],
  counted: readonly SeedOutcome[],
  measure: Measure,
  costsDiffer: boolean,
): VariantSummary {
  const test = (result: TrainedChild['result']) => (result === null ? undefined : measure.of(testScoreOf(result)));
  const spreadOver = (of: (outcome: SeedOutcome) => number | undefined) =>
    spread(counted.map(of).filter((value) => value !== undefined));
  return {
    words,
    outcomes,
    failures: outcomes.filter(({ run }) => run.failure !== null).length,
    tested: spreadOver(({ derived }) => test(derived)),
    multiplyAdds: spreadOver(({ run }) => run.derived[0]?.multiplyAdds),
    matched: costsDiffer ? spreadOver(({ matched }) => test(matched)) : null,
    childSteps: spreadOver(({ run }) => (run.failure === null ? run.childSteps : undefined)),
    seconds: spreadOver(({ run }) => (run.failure === null ? run.seconds : undefined)),
  };
}

function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  return {
    mean: mean(values),
    deviation: values.length < 2 ? null : standardDeviation(values),
    seeds: values.length,
  };
}

function controlOf({ trained }: ComparisonRecord, role: Control['role'], measure: Measure): Control[] {
  const results = trained.flatMap((one) => (one.role === role && one.result !== null ? [one.result] : []));
  const tested = spread(results.map((result) => measure.of(testScoreOf(result))));
  const multiplyAdds = spread(results.map((result) => result.multiplyAdds));
  return tested === null || multiplyAdds === null ? [] : [{ role, tested, multiplyAdds }];
}

function duelsOf(
  outcomes: readonly (readonly SeedOutcome[])[],
  resultOf: (outcome: SeedOutcome) => TrainedChild['result'],
  measure: Measure,
): Duel[] {
  const bySeed = outcomes.map((ofVariant) => new Map(ofVariant.map((one) => [one.seed, resultOf(one)])));
  return bySeed.flatMap((ours, first) =>
    bySeed.slice(first + 1).flatMap((theirs, offset): Duel[] => {
      const both = [...ours].flatMap(([seed, own]) => {
        const other = theirs.get(seed) ?? null;
        return own === null || other === null ? [] : [{ own: testScoreOf(own), other: testScoreOf(other) }];
      });
      if (both.length === 0) return [];
      const inMeasure = mean(both.map(({ own, other }) => measure.of(own) - measure.of(other)));
      return [
        {
          first,
          second: first + 1 + offset,
          test: signTest(
            both.map(({ own }) => measure.merit(own)),
            both.map(({ other }) => measure.merit(other)),
          ),
          lead: measure.lowerIsBetter ? -inMeasure : inMeasure,
          seeds: both.length,
        },
      ];
    }),
  );
}
