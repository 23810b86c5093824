import * as v from 'valibot';
import { measureOf } from '../../task-kind.ts';
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
} from '../../record-fields.ts';
import { candidateOf, type RankTest, type RetrainOutcome, type RetrainingTypes } from '../retraining.ts';
import type { StudyCodec, StudyReading, StudyWriting } from './codec.ts';

const rank = v.strictObject({ better: count, of: count, p: fraction });

const cell = v.looseObject({
  role: v.picklist(['derived', 'chosen', 'hand-made', 'trivial', 'random', 'own']),
  notation,
  testAccuracy: fraction,
  testCrossEntropy: notNegative,
  testImages: count,
  trainLoss: finite,
  parameters: count,
  multiplyAdds: count,
  hasConvolution: v.boolean(),
});

const schema = v.looseObject({
  /** What the ranks are by; accuracy where it is not given. */
  measure: measureName,
  /** Of the derived or chosen cell; null until it is trained. */
  testAccuracy: v.nullable(fraction),
  /** Test accuracies of the random cells. */
  random: v.array(fraction),
  rank: v.nullable(rank),
  rankWithConvolution: v.nullable(rank),
  cells: v.array(cell),
});

type RetrainShape = v.InferOutput<typeof schema>;

const architecture = v.array(count);

/** A retraining as it comes from outside. */
export const retraining = {
  options: v.looseObject({ derived: v.nullable(architecture), own: v.array(architecture) }),
  key: 'retrain' as const,
  schema,
  write,
  read,
} satisfies StudyCodec<RetrainingTypes, RetrainShape>;

function write({ cells, rank, rankWithConvolution }: RetrainOutcome, context: StudyWriting): RetrainShape {
  const { settings, print } = context;
  const measure = measureOf(settings);
  const candidate = candidateOf(cells);
  return {
    ...namedMeasure(measure),
    testAccuracy: candidate === undefined ? null : round6(candidate.testAccuracy),
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
