import type { Architecture } from '../../space/space.ts';
import { measureOf } from '../task-kind.ts';
import { testScoreOf } from '../score.ts';
import { passing, type Study, told } from './study.ts';

/** One network of the retraining: trained from scratch for the same steps, seen by the test split once. */
export interface RetrainedCell {
  /**
   * `chosen`: a person brought it, and it stands where there is no derived one. `trivial`: of as many random cells as are
   * derived from, the one that the space’s `trivial` counts most in.
   */
  readonly role: 'derived' | 'chosen' | 'hand-made' | 'trivial' | 'random' | 'own';
  readonly architecture: Architecture;
  readonly testAccuracy: number;
  readonly testCrossEntropy: number;
  readonly testImages: number;
  readonly trainLoss: number;
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly hasConvolution: boolean;
}

/** Where the candidate stands among random ones. Ties count as not better. */
export interface RankTest {
  readonly better: number;
  readonly of: number;
  /** Exact: (random cells at least as good + 1) / (random cells + 1). */
  readonly p: number;
}

export type RetrainEvent =
  | {
      readonly kind: 'retrain-progress';
      readonly cell: number;
      readonly of: number;
      readonly role: RetrainedCell['role'];
      readonly architecture: Architecture;
      readonly step: number;
      readonly steps: number;
      readonly loss: number;
    }
  | { readonly kind: 'retrain-cell'; readonly cell: number; readonly of: number; readonly result: RetrainedCell }
  | {
      readonly kind: 'retrain-done';
      readonly cells: readonly RetrainedCell[];
      readonly rank: RankTest;
      readonly rankWithConvolution: RankTest;
    };

/** Which networks are trained beside those that the settings add: at least one. */
export interface RetrainOptions {
  /** Null where no search is behind it: the first of `own` is then the candidate. */
  readonly derived: Architecture | null;
  /** Of a person. */
  readonly own: readonly Architecture[];
}

/** Networks trained from scratch so far; the rank is there once all are done. */
export interface RetrainOutcome {
  readonly cells: readonly RetrainedCell[];
  readonly rank: RankTest | null;
  readonly rankWithConvolution: RankTest | null;
}

export interface RetrainingTypes {
  readonly event: RetrainEvent;
  readonly options: RetrainOptions;
  readonly outcome: RetrainOutcome;
}

/** The network that a retraining is about, among those of it that are trained; undefined where it is not. */
export function candidateOf(cells: readonly RetrainedCell[]): RetrainedCell | undefined {
  return cells.find(({ role }) => role === 'derived' || role === 'chosen');
}

/** Whether a person brought such a cell. */
export function isBrought(role: RetrainedCell['role']): boolean {
  return role === 'chosen' || role === 'own';
}

/** Training from scratch: what a search derived, or a person chose, against hand-made, trivial and random children. */
export const retraining: Study<RetrainingTypes> = {
  label: 'retraining',
  resumed: 'The comparison trains the cell that it was at again.',
  childrenOf: ({ derived, own }) => (derived === null ? own : [derived, ...own]),
  optionsFor({ derived }, own) {
    const best = derived.at(-1)?.children[0];
    return best === undefined && own.length === 0 ? null : { derived: best?.architecture ?? null, own };
  },
  waitsFor: (_settings, _grounds, options) =>
    options === null || (options.derived === null && options.own.length === 0) ? 'Waits for a derived child.' : null,
  nothing: { cells: [], rank: null, rankWithConvolution: null },
  add(outcome, event) {
    switch (event.kind) {
      case 'retrain-progress':
        return outcome;
      case 'retrain-cell':
        return { cells: [...outcome.cells, event.result], rank: null, rankWithConvolution: null };
      case 'retrain-done':
        return { cells: event.cells, rank: event.rank, rankWithConvolution: event.rankWithConvolution };
    }
  },
  shareOf(event) {
    switch (event.kind) {
      case 'retrain-progress':
        return (event.cell + event.step / event.steps) / event.of;
      case 'retrain-cell':
        return (event.cell + 1) / event.of;
      case 'retrain-done':
        return 1;
    }
  },
  command: {
    option: 'retrain',
    setting: null,
    help: 'then train the derived cell from scratch beside random cells and the hand-made one',
    needs: () => null,
  },
  linesOf(event, settings) {
    switch (event.kind) {
      case 'retrain-progress': {
        const { role, cell, of, step, steps } = event;
        return [passing(`  training ${role} child ${cell + 1} of ${of}: step ${step} of ${steps}`)];
      }
      case 'retrain-cell': {
        const measure = measureOf(settings);
        const measured = `${measure.name} ${measure.of(testScoreOf(event.result)).toFixed(3)}`;
        return [told(`trained ${event.result.role} child ${event.cell + 1} of ${event.of}: test ${measured}`)];
      }
      case 'retrain-done': {
        const { better, of, p } = event.rank;
        const role = candidateOf(event.cells)?.role ?? 'derived';
        return [told(`the ${role} child is better than ${better} of ${of} random ones (p = ${p.toFixed(2)})`)];
      }
    }
  },
};
