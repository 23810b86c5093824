import * as v from 'valibot';
import type { Architecture } from '../../space/space.ts';
import { measureOf } from '../task-kind.ts';
import {
  count,
  finite,
  fraction,
  notation,
  notNegative,
  round6,
  measureName,
  namedMeasure,
  UNNAMED_MEASURE,
} from '../record-fields.ts';
import { testScoreOf } from '../score.ts';
import { passing, type Study, type StudyReading, type StudyWriting, told } from './study.ts';

/** One network of the retraining: trained from scratch for the same steps, seen by the test split once. */
export interface RetrainedCell {
  /** `trivial`: of as many random cells as are derived from, the one that the space’s `trivial` counts most in. */
  readonly role: 'derived' | 'hand-made' | 'trivial' | 'random' | 'own';
  readonly architecture: Architecture;
  readonly testAccuracy: number;
  readonly testCrossEntropy: number;
  readonly testImages: number;
  readonly trainLoss: number;
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly hasConvolution: boolean;
}

/** Where the derived cell stands among random ones. Ties count as not better. */
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

/** Which networks are trained beside those that the settings add. */
export interface RetrainOptions {
  readonly derived: Architecture;
  /** Of a person. */
  readonly own: readonly Architecture[];
}

/** Networks trained from scratch so far; the rank is there once all are done. */
export interface RetrainOutcome {
  readonly cells: readonly RetrainedCell[];
  readonly rank: RankTest | null;
  readonly rankWithConvolution: RankTest | null;
}

const rank = v.strictObject({ better: count, of: count, p: fraction });

const cell = v.strictObject({
  role: v.picklist(['derived', 'hand-made', 'trivial', 'random', 'own']),
  notation,
  testAccuracy: fraction,
  testCrossEntropy: notNegative,
  testImages: count,
  trainLoss: finite,
  parameters: count,
  multiplyAdds: count,
  hasConvolution: v.boolean(),
});

const schema = v.strictObject({
  /** What the ranks are by; accuracy where it is not given. */
  measure: measureName,
  /** Of the derived cell; null until it is trained. */
  testAccuracy: v.nullable(fraction),
  /** Test accuracies of the random cells. */
  random: v.array(fraction),
  rank: v.nullable(rank),
  rankWithConvolution: v.nullable(rank),
  cells: v.array(cell),
});

type RetrainShape = v.InferOutput<typeof schema>;

export interface RetrainingTypes {
  readonly event: RetrainEvent;
  readonly options: RetrainOptions;
  readonly outcome: RetrainOutcome;
  readonly key: 'retrain';
  readonly shape: RetrainShape;
}

const architecture = v.array(count);

/** Training from scratch: what the search derived against hand-made, trivial and random children. */
export const retraining: Study<RetrainingTypes> = {
  label: 'retraining',
  resumed: 'The comparison trains the cell that it was at again.',
  options: v.strictObject({ derived: architecture, own: v.array(architecture) }),
  childrenOf: ({ derived, own }) => [derived, ...own],
  optionsFor({ derived }, own) {
    const best = derived.at(-1)?.children[0];
    return best === undefined ? null : { derived: best.architecture, own };
  },
  waitsFor: (_settings, _grounds, options) => (options === null ? 'Waits for a derived child.' : null),
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
        return [told(`the derived child is better than ${better} of ${of} random ones (p = ${p.toFixed(2)})`)];
      }
    }
  },
  record: { key: 'retrain', schema, write, read },
};

function write({ cells, rank, rankWithConvolution }: RetrainOutcome, context: StudyWriting): RetrainShape {
  const { settings, print } = context;
  const measure = measureOf(settings);
  const derived = cells.find((one) => one.role === 'derived');
  return {
    ...namedMeasure(measure),
    testAccuracy: derived === undefined ? null : round6(derived.testAccuracy),
    random: cells.filter((one) => one.role === 'random').map((one) => round6(one.testAccuracy)),
    rank: rank && roundedRank(rank),
    rankWithConvolution: rankWithConvolution && roundedRank(rankWithConvolution),
    cells: cells.map((one) => ({
      role: one.role,
      notation: print(one),
      testAccuracy: round6(one.testAccuracy),
      testCrossEntropy: round6(one.testCrossEntropy),
      testImages: one.testImages,
      trainLoss: round6(one.trainLoss),
      parameters: one.parameters,
      multiplyAdds: one.multiplyAdds,
      hasConvolution: one.hasConvolution,
    })),
  };
}

function roundedRank({ better, of, p }: RankTest): RankTest {
  return { better, of, p: round6(p) };
}

/** Ranks by another measure than the settings' are left out: records of text from before perplexity ranked it have them. */
function read(
  { cells, rank, rankWithConvolution, measure = UNNAMED_MEASURE }: RetrainShape,
  { settings, architectureOf }: StudyReading,
): RetrainOutcome {
  const ranks =
    measure === measureOf(settings).name ? { rank, rankWithConvolution } : { rank: null, rankWithConvolution: null };
  return {
    cells: cells.map(({ notation, ...rest }) => ({ ...rest, architecture: architectureOf(notation) })),
    ...ranks,
  };
}
