import { trainingConfigOf } from '../../experiment/build.ts';
import { measureOf } from '../../experiment/task-kind.ts';
import type { Measure } from '../../experiment/measures/measures.ts';
import type { ScoredChild } from '../../experiment/events.ts';
import type { Settings } from '../../experiment/settings.ts';
import type {
  Agreement,
  Predictor,
  RankedChild,
  RankingEvent,
  RankingTypes,
} from '../../experiment/studies/ranking.ts';
import { bootstrap, partialTau, spearmanRho } from '../../math/rank-correlation.ts';
import { randomStream } from '../../math/random.ts';
import { kendallTau } from '../../math/ranks.ts';
import type { Space } from '../../space/space.ts';
import type { ChildScore } from '../../supernet/supernet.ts';
import type { Batch } from '../../task/task.ts';
import { EpochOrder } from '../batches.ts';
import { DERIVE_CHILDREN_AT_ONCE } from '../derive.ts';
import { trainFromScratch } from '../from-scratch.ts';
import { recipeOf } from './retraining.ts';
import { pooledScore, scoreChildren } from '../score.ts';
import { isAborted, type StudyContext, type StudyRunner } from './study.ts';
import { BOOTSTRAP_PART, IMAGES_PART, POOL_PART } from '../../math/streams.ts';

/** Uniform children scored for each one that is trained. */
const POOL = 8;

/**
 * Does sharing rank right? Uniform children are scored on the shared weights; some, evenly spread over those scores, are
 * trained alone from scratch on the train images, by the recipe of retraining, and scored on validation images that
 * the shared scores did not use, so that nothing but the children is common to both. Test stays closed. Ends with how well
 * shared scores, and what needs no training at all, order the children.
 */
export const rankChildren: StudyRunner<RankingTypes> = async function* (context, _options, signal) {
  const { settings, space, task } = context;
  const measure = measureOf(settings);
  const images = imagesFor(settings, task.validation.count);
  const pool = yield* scorePool(context, images.shared, signal);
  const chosen = evenlySpread(pool, settings.rankedChildren, measure);
  const children: RankedChild[] = [];
  for (const [child, shared] of chosen.entries()) {
    if (isAborted(signal)) return;
    const { architecture } = shared;
    const place = { child, of: chosen.length };
    const training = { ...trainingConfigOf(settings), optimiser: 'adam' } as const;
    const supernet = await context.createSupernet({
      task,
      splits: ['train', 'validation'],
      training,
      child: architecture,
    });
    try {
      const alone = { supernet, architecture, ...recipeOf(settings, task), signal };
      for await (const { step, loss } of trainFromScratch(alone)) {
        yield { kind: 'ranking-progress', ...place, architecture, step, steps: settings.retrainSteps, loss };
      }
      if (isAborted(signal)) return;
      const scores: ChildScore[] = [];
      for (const batch of images.alone) scores.push(...(await supernet.score(batch, [architecture])));
      const { accuracy, crossEntropy, images: aloneImages } = pooledScore(scores);
      const result: RankedChild = {
        architecture,
        sharedAccuracy: shared.accuracy,
        sharedCrossEntropy: shared.crossEntropy,
        sharedImages: shared.images,
        aloneAccuracy: accuracy,
        aloneCrossEntropy: crossEntropy,
        aloneImages,
        counted: space.trivial.of(architecture),
        multiplyAdds: space.cost(architecture).multiplyAdds,
      };
      children.push(result);
      yield { kind: 'ranking-child', ...place, result };
    } finally {
      supernet.dispose();
    }
  }
  yield { kind: 'ranking-done', children, agreements: agreementsOf(children, { measure, space, seed: settings.seed }) };
};

/**
 * Whole batches of validation images, each image in one: some for shared scores, at most half, the rest for the others.
 * Batches are smaller where two do not fit.
 */
export function imagesFor(
  { seed, rewardBatch, deriveImages }: Pick<Settings, 'seed' | 'rewardBatch' | 'deriveImages'>,
  count: number,
): { shared: Batch[]; alone: Batch[] } {
  const size = Math.min(rewardBatch, Math.floor(count / 2));
  const order = new EpochOrder('validation', count, size, randomStream(seed, 'retrain', IMAGES_PART));
  const batches = Array.from({ length: Math.floor(count / size) }, () => order.next());
  const forShared = Math.max(1, Math.min(Math.round(deriveImages / size), Math.floor(batches.length / 2)));
  return { shared: batches.slice(0, forShared), alone: batches.slice(forShared) };
}

async function* scorePool(
  context: StudyContext,
  batches: readonly Batch[],
  signal: AbortSignal,
): AsyncGenerator<RankingEvent, ScoredChild[], unknown> {
  const { settings, space } = context;
  const random = randomStream(settings.seed, 'retrain', POOL_PART);
  const drawn = Array.from({ length: POOL * settings.rankedChildren }, () => space.sample(random));
  const different = [...new Map(drawn.map((child) => [child.join(), child])).values()];
  const scored: ScoredChild[] = [];
  while (scored.length < different.length && !signal.aborted) {
    const next = different.slice(scored.length, scored.length + DERIVE_CHILDREN_AT_ONCE);
    scored.push(...(await scoreChildren(context, batches, next)));
    yield { kind: 'ranking-sampled', scored: scored.length, of: different.length };
  }
  return scored;
}

/** Children at evenly spread quantiles of their shared scores, worst first; of equals, that of higher loss stands first. */
export function evenlySpread(pool: readonly ScoredChild[], count: number, measure: Measure): ScoredChild[] {
  const sorted = [...pool].sort((a, b) => measure.merit(a) - measure.merit(b) || b.crossEntropy - a.crossEntropy);
  const wanted = Math.min(count, sorted.length);
  return Array.from(
    { length: wanted },
    (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / wanted)] as ScoredChild,
  );
}

const predictors: Readonly<Record<Predictor, (child: RankedChild) => number>> = {
  accuracy: (child) => child.sharedAccuracy,
  loss: (child) => -child.sharedCrossEntropy,
  counted: (child) => child.counted,
  multiplyAdds: (child) => child.multiplyAdds,
};

export interface AgreementOptions {
  readonly measure: Measure;
  readonly space: Pick<Space, 'costsDiffer'>;
  readonly seed: number;
}

/**
 * How well each predictor orders the children by how well they do when trained alone, with 95 % bootstrap intervals.
 * Multiply–adds are no predictor where all children have the same: then they order nothing.
 */
export function agreementsOf(children: readonly RankedChild[], options: AgreementOptions): Agreement[] {
  const { measure, space, seed } = options;
  const alone = children.map((child) =>
    measure.merit({ accuracy: child.aloneAccuracy, crossEntropy: child.aloneCrossEntropy }),
  );
  const counted = children.map((child) => child.counted);
  const known = (Object.keys(predictors) as Predictor[]).filter((one) => one !== 'multiplyAdds' || space.costsDiffer);
  return known.map((predictor) => {
    const values = children.map(predictors[predictor]);
    // The same draws of children for every number, so that they compare.
    const estimate = (statistic: (indices: readonly number[]) => number | null) =>
      bootstrap(children.length, statistic, randomStream(seed, 'retrain', BOOTSTRAP_PART));
    const at = (of: readonly number[], indices: readonly number[]) => indices.map((index) => of[index] as number);
    return {
      predictor,
      tau: estimate((drawn) => kendallTau(at(values, drawn), at(alone, drawn))),
      rho: estimate((drawn) => spearmanRho(at(values, drawn), at(alone, drawn))),
      tauFixingCounted:
        predictor === 'counted'
          ? null
          : estimate((drawn) => partialTau(at(values, drawn), at(alone, drawn), at(counted, drawn))),
    };
  });
}
