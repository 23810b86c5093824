import type { Architecture } from '../space/space.ts';
import { type ChildScore, NonFiniteError } from '../supernet/supernet.ts';
import type { Batch } from '../task/task.ts';
import type { ScoredChild } from '../experiment/events.ts';
import { rewardOf } from './reward.ts';
import type { SearchContext } from './context.ts';

/** Means over batches, weighted by their images. */
export function pooledScore(scores: readonly ChildScore[]): ChildScore {
  const images = scores.reduce((sum, score) => sum + score.images, 0);
  const weighted = (of: (score: ChildScore) => number): number =>
    scores.reduce((sum, score) => sum + of(score) * score.images, 0) / images;
  return { accuracy: weighted((s) => s.accuracy), crossEntropy: weighted((s) => s.crossEntropy), images };
}

/** A child with its score and its reward. Throws a `NonFiniteError` if its loss is not a number. */
export function rewarded(
  { settings, space }: Pick<SearchContext, 'settings' | 'space'>,
  architecture: Architecture,
  score: ChildScore,
): ScoredChild {
  if (!Number.isFinite(score.crossEntropy)) throw new NonFiniteError('a child’s score on validation images');
  return { architecture, ...score, reward: rewardOf(settings, space, architecture, score) };
}

/**
 * Scores and rewards of children on shared weights, all on the same batches, in the order given.
 * Rejects with a `NonFiniteError` if a child's loss is not a number.
 */
export async function scoreChildren(
  context: Pick<SearchContext, 'settings' | 'space' | 'supernet'>,
  batches: readonly Batch[],
  children: readonly Architecture[],
): Promise<ScoredChild[]> {
  const perBatch: ChildScore[][] = [];
  for (const batch of batches) perBatch.push(await context.supernet.score(batch, children));
  return children.map((architecture, child) =>
    rewarded(context, architecture, pooledScore(perBatch.flatMap((scores) => scores[child] ?? []))),
  );
}
