import { trainingConfigOf } from '../../experiment/build.ts';
import { measureOf } from '../../experiment/task-kind.ts';
import type { Measure } from '../../experiment/measures/measures.ts';
import { testScoreOf } from '../../experiment/score.ts';
import type { Settings } from '../../experiment/settings.ts';
import {
  candidateOf,
  type RankTest,
  type RetrainedCell,
  retraining,
  type RetrainingTypes,
  type RetrainOptions,
} from '../../experiment/studies/retraining.ts';
import { randomStream } from '../../math/random.ts';
import { rankAmong } from '../../math/ranks.ts';
import type { Architecture, Space } from '../../space/space.ts';
import type { Supernet } from '../../supernet/supernet.ts';
import type { Batch, Task } from '../../task/task.ts';
import { allBatches } from '../batches.ts';
import { type FromScratch, trainFromScratch } from '../from-scratch.ts';
import { pooledScore } from '../score.ts';
import { pooledTask, trainOrder } from '../task-kinds/kinds.ts';
import { trivialPick } from '../trivial.ts';
import { isAborted, type StudyRunner } from './study.ts';
import { CELLS_PART, TEST_PART, TRAIN_PART, TRIVIAL_PART } from '../../math/streams.ts';

/** Test images scored at once. */
const TEST_BATCH = 250;

interface Contender {
  readonly role: RetrainedCell['role'];
  readonly architecture: Architecture;
}

/**
 * Trains the derived cell, or the one that a person chose, the hand-made one, the trivial predictor's, a person's own and
 * random ones from scratch, one after the other: the same first weights by key, the same batches of train and validation together, the same cosine to
 * zero. Each is tested once on all test images. Goes on after the cells that are done, the first of an equal
 * retraining. Ends with exact rank tests.
 * The network keeps its form of the search (a gathered 1×1 convolution ends a cell), not the ENAS scripts' final one.
 */
export const retrain: StudyRunner<RetrainingTypes> = async function* (
  context,
  options,
  signal,
  { cells: done } = retraining.nothing,
) {
  const { settings, space } = context;
  const task = pooledTask(context.task);
  const test = await context.task.loadTest();
  const testOrder = randomStream(settings.seed, 'retrain', TEST_PART);
  const testBatches = allBatches('test', test.count, TEST_BATCH, testOrder);
  const contenders = contendersOf(settings, space, options);
  const cells = [...done];
  for (const [cell, contender] of contenders.entries()) {
    if (cell < done.length) continue;
    const { architecture } = contender;
    const place = { cell, of: contenders.length };
    const supernet = await context.createSupernet({
      task,
      splits: ['train'],
      training: { ...trainingConfigOf(settings), optimiser: 'adam' },
      child: architecture,
    });
    try {
      let trainLoss = NaN;
      const training = { supernet, architecture, ...recipeOf(settings, task), signal };
      for await (const { step, loss } of trainFromScratch(training)) {
        trainLoss = loss;
        yield { kind: 'retrain-progress', ...place, ...contender, step, steps: settings.retrainSteps, loss };
      }
      if (isAborted(signal)) return;
      supernet.addTest(test);
      const result = await tested(contender, space, supernet, testBatches, trainLoss);
      cells.push(result);
      yield { kind: 'retrain-cell', ...place, result };
    } finally {
      supernet.dispose();
    }
    if (isAborted(signal)) return;
  }
  yield { kind: 'retrain-done', cells, ...ranksOf(cells, measureOf(settings)) };
};

/** The order of batches and the learning rate that every network trained from scratch gets: one cosine to zero. */
export function recipeOf(
  { seed, batch, retrainSteps, retrainLearningRate }: Settings,
  task: Task,
): Pick<FromScratch, 'order' | 'schedule'> {
  return {
    order: trainOrder(task, batch, randomStream(seed, 'retrain', TRAIN_PART)),
    schedule: { highest: retrainLearningRate, lowest: 0, firstPeriod: 0, totalSteps: retrainSteps },
  };
}

function contendersOf(settings: Settings, space: Space, { derived, own }: RetrainOptions): Contender[] {
  const random = randomStream(settings.seed, 'retrain', CELLS_PART);
  const others = randomStream(settings.seed, 'retrain', TRIVIAL_PART);
  const drawn = Array.from({ length: settings.deriveChildren }, () => space.sample(others));
  const [candidate, ...beside]: Contender[] = [
    ...(derived === null ? [] : [{ role: 'derived' as const, architecture: derived }]),
    ...own.map(
      (architecture, index) => ({ role: derived === null && index === 0 ? 'chosen' : 'own', architecture }) as const,
    ),
  ];
  if (candidate === undefined) throw new RangeError('a retraining of no child');
  return [
    candidate,
    { role: 'hand-made', architecture: space.handMade() },
    { role: 'trivial', architecture: trivialPick(space, drawn) },
    ...beside,
    ...Array.from({ length: settings.retrainRandom }, () => ({
      role: 'random' as const,
      architecture: space.sample(random),
    })),
  ];
}

async function tested(
  { role, architecture }: Contender,
  space: Space,
  supernet: Supernet,
  batches: readonly Batch[],
  trainLoss: number,
): Promise<RetrainedCell> {
  const scores = [];
  for (const batch of batches) scores.push(...(await supernet.score(batch, [architecture])));
  const { accuracy, crossEntropy, images } = pooledScore(scores);
  return {
    role,
    architecture,
    testAccuracy: accuracy,
    testCrossEntropy: crossEntropy,
    testImages: images,
    trainLoss,
    ...space.cost(architecture),
    hasConvolution: space.hasConvolution(architecture),
  };
}

/** Exact ranks of the candidate among the random ones, and among those of them that have a convolution. */
export function ranksOf(
  cells: readonly RetrainedCell[],
  measure: Measure,
): { readonly rank: RankTest; readonly rankWithConvolution: RankTest } {
  const merits = (some: readonly RetrainedCell[]) => some.map((cell) => measure.merit(testScoreOf(cell)));
  const found = candidateOf(cells);
  const [candidate = NaN] = merits(found === undefined ? [] : [found]);
  const random = cells.filter(({ role }) => role === 'random');
  return {
    rank: rankAmong(candidate, merits(random)),
    rankWithConvolution: rankAmong(candidate, merits(random.filter(({ hasConvolution }) => hasConvolution))),
  };
}
