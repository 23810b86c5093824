import { type Comparison, comparisonOf, type PlannedRun, runsOf } from './comparison.ts';
import { plannedWork, workOf } from './work.ts';
import type { ComparedChild, ComparedRun, ComparisonRecord } from './comparison-record.ts';

/** The next piece of work of a comparison. */
export type ComparisonTask =
  | { readonly kind: 'search'; readonly run: PlannedRun }
  /** Children, by notation, to train from scratch under a seed, and its controls; `run` is any of that seed. */
  | { readonly kind: 'train'; readonly run: PlannedRun; readonly children: readonly string[] };

/**
 * What a comparison is to do next; null when it is done. Seed by seed: each variant's search, then training from scratch,
 * each child once a seed whoever found it, since that depends on nothing that the variants differ in.
 */
export function nextTaskOf(record: ComparisonRecord): ComparisonTask | null {
  const result = comparisonOf(record.settings);
  if (!result.ok) return null;
  const runs = runsOf(result.comparison);
  for (const seed of result.comparison.seeds) {
    const ofSeed = runs.filter((run) => run.seed === seed);
    const missing = ofSeed.find(({ variant }) => runAt(record, variant, seed) === null);
    if (missing !== undefined) return { kind: 'search', run: missing };
    const done = new Set(
      record.trained.flatMap((one) => (one.seed === seed && one.role === 'searched' ? [one.notation] : [])),
    );
    const children = childrenToTrain(record, seed).filter((notation) => !done.has(notation));
    const [run] = ofSeed;
    if (children.length > 0 && run !== undefined) return { kind: 'train', run, children };
  }
  return null;
}

/** A search that was done; null where it was not. */
export function runAt({ runs }: ComparisonRecord, variant: number, seed: number): ComparedRun | null {
  return runs.find((run) => run.variant === variant && run.seed === seed) ?? null;
}

/** By notation: what each search derived, and what it has at matched multiply–adds. */
function childrenToTrain({ runs }: ComparisonRecord, seed: number): string[] {
  const ofSeed = runs.filter((run) => run.seed === seed);
  const found = [...ofSeed.map(({ derived }) => derived[0] ?? null), ...matchedOf(ofSeed)];
  return [...new Set(found.flatMap((child) => (child === null ? [] : [child.notation])))];
}

/**
 * For each search of one seed the best child at matched multiply–adds: of those that it derived from, the first that
 * costs no more than the cheapest of all the derived children, or, where a search looked at none so cheap, than the
 * least that every search can do with. Null for a search that failed.
 */
export function matchedOf(runs: readonly Pick<ComparedRun, 'derived'>[]): (ComparedChild | null)[] {
  const costs = runs.flatMap(({ derived }) =>
    derived.length > 0 ? [derived.map(({ multiplyAdds }) => multiplyAdds)] : [],
  );
  const cheapestDerived = Math.min(...costs.flatMap((ofRun) => ofRun.slice(0, 1)));
  const everyoneHas = Math.max(...costs.map((ofRun) => Math.min(...ofRun)));
  const bound = Math.max(cheapestDerived, everyoneHas);
  return runs.map(({ derived }) => derived.find(({ multiplyAdds }) => multiplyAdds <= bound) ?? null);
}

/** Pieces of work in all, as far as can be told: every search, and one training for each seed. */
export function piecesOf(record: ComparisonRecord): { readonly done: number; readonly of: number } {
  const result = comparisonOf(record.settings);
  if (!result.ok) return { done: 0, of: 0 };
  const { variants, seeds } = result.comparison;
  const next = nextTaskOf(record);
  const of = seeds.length * (variants.length + 1);
  if (next === null) return { done: of, of };
  const before = seeds.indexOf(next.run.seed) * (variants.length + 1);
  return { done: before + (next.kind === 'train' ? variants.length : next.run.variant), of };
}

/** Controls that are trained beside what the searches of a seed found. */
const CONTROLS = 2;

/**
 * About how much a whole comparison computes, in the unit of `plannedWork(settings, 1)`: each search, and from scratch
 * what it derived, its match and the controls.
 */
export function comparisonWork(comparison: Comparison): number {
  const { base, variants, seeds } = comparison;
  const searches = runsOf(comparison).reduce((sum, { settings }) => sum + plannedWork(settings, 1), 0);
  const childSteps = seeds.length * (2 * variants.length + CONTROLS) * base.retrainSteps;
  return searches + workOf(base, { childSteps, scoredBatches: 0 }, 1);
}
