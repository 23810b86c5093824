import { type SignTest, signTest } from '../math/sign-test.ts';
import { mean, standardDeviation } from '../math/statistics.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import { matchedOf, runAt } from './comparison-plan.ts';
import type { ComparedRun, ComparisonRecord, TrainedChild } from './comparison-record.ts';

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
  /** Test accuracy of what was derived. */
  readonly accuracy: Spread | null;
  readonly multiplyAdds: Spread | null;
  /** Test accuracy at matched multiply–adds. */
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
  /** Mean test accuracy of the first less that of the second. */
  readonly difference: number;
  readonly seeds: number;
}

export interface Control {
  readonly role: 'hand-made' | 'trivial';
  readonly accuracy: Spread;
  readonly multiplyAdds: Spread;
}

export interface ComparisonSummary {
  readonly comparison: Comparison;
  readonly variants: readonly VariantSummary[];
  /** Children that no search found. */
  readonly controls: readonly Control[];
  /** Every pair of variants, by what they derived. */
  readonly duels: readonly Duel[];
  /** The same at matched multiply–adds. */
  readonly matchedDuels: readonly Duel[];
}

/** What a comparison has come to so far; null where its settings give none. */
export function summaryOf(record: ComparisonRecord): ComparisonSummary | null {
  const result = comparisonOf(record.settings);
  if (!result.ok) return null;
  const { comparison } = result;
  const outcomes = outcomesOf(record, comparison);
  return {
    comparison,
    variants: comparison.variants.map(({ words }, variant) => summaryOfVariant(words, outcomes[variant] ?? [])),
    controls: (['hand-made', 'trivial'] as const).flatMap((role) => controlOf(record, role)),
    duels: duelsOf(outcomes, ({ derived }) => derived?.testAccuracy ?? null),
    matchedDuels: duelsOf(outcomes, ({ matched }) => matched?.testAccuracy ?? null),
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

function summaryOfVariant(words: string, outcomes: readonly SeedOutcome[]): VariantSummary {
  const spreadOver = (of: (outcome: SeedOutcome) => number | undefined) =>
    spread(outcomes.map(of).filter((value) => value !== undefined));
  return {
    words,
    outcomes,
    failures: outcomes.filter(({ run }) => run.failure !== null).length,
    accuracy: spreadOver(({ derived }) => derived?.testAccuracy),
    multiplyAdds: spreadOver(({ run }) => run.derived[0]?.multiplyAdds),
    matched: spreadOver(({ matched }) => matched?.testAccuracy),
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

function controlOf({ trained }: ComparisonRecord, role: Control['role']): Control[] {
  const results = trained.flatMap((one) => (one.role === role && one.result !== null ? [one.result] : []));
  const accuracy = spread(results.map(({ testAccuracy }) => testAccuracy));
  const multiplyAdds = spread(results.map((result) => result.multiplyAdds));
  return accuracy === null || multiplyAdds === null ? [] : [{ role, accuracy, multiplyAdds }];
}

function duelsOf(
  outcomes: readonly (readonly SeedOutcome[])[],
  accuracyOf: (outcome: SeedOutcome) => number | null,
): Duel[] {
  const bySeed = outcomes.map((ofVariant) => new Map(ofVariant.map((one) => [one.seed, accuracyOf(one)])));
  return bySeed.flatMap((ours, first) =>
    bySeed.slice(first + 1).flatMap((theirs, offset): Duel[] => {
      const both = [...ours].flatMap(([seed, own]) => {
        const other = theirs.get(seed) ?? null;
        return own === null || other === null ? [] : [{ own, other }];
      });
      if (both.length === 0) return [];
      const [own, other] = [both.map((pair) => pair.own), both.map((pair) => pair.other)];
      return [
        {
          first,
          second: first + 1 + offset,
          test: signTest(own, other),
          difference: mean(own) - mean(other),
          seeds: both.length,
        },
      ];
    }),
  );
}
