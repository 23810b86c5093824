import { randomStream } from '../math/random.ts';
import type { Architecture } from '../space/space.ts';
import type { Batch } from '../task/task.ts';
import { fixedBatches } from './batches.ts';
import type { DeriveProgressEvent, ScoredChild } from '../experiment/events.ts';
import { scoreChildren } from './score.ts';
import type { SearchContext } from './context.ts';

/** Children scored between two progress events. */
export const DERIVE_CHILDREN_AT_ONCE = 8;

/** The validation images that compare children: the same in the whole experiment, in batches of the reward's size. */
function deriveBatches({ settings, task }: Pick<SearchContext, 'settings' | 'task'>): Batch[] {
  const { seed, rewardBatch, deriveImages } = settings;
  return fixedBatches('validation', task.validation.count, rewardBatch, deriveImages, randomStream(seed, 'derive'));
}

/** Scores children over the same validation images as deriving does, in the order given. */
export function scoreOnDeriveImages(context: SearchContext, children: readonly Architecture[]): Promise<ScoredChild[]> {
  return scoreChildren(context, deriveBatches(context), children);
}

/**
 * Scores candidates, equal ones once, and returns them best first (methods/enas section 6, deriving); of equals, the
 * earlier candidate stands first. Yields how far it is.
 */
export async function* rankCandidates(
  context: SearchContext,
  candidates: readonly Architecture[],
): AsyncGenerator<DeriveProgressEvent, ScoredChild[], unknown> {
  const different = [...new Map(candidates.map((candidate) => [candidate.join(), candidate])).values()];
  const batches = deriveBatches(context);
  const ranked: ScoredChild[] = [];
  while (ranked.length < different.length) {
    const next = different.slice(ranked.length, ranked.length + DERIVE_CHILDREN_AT_ONCE);
    ranked.push(...(await scoreChildren(context, batches, next)));
    ranked.sort((a, b) => b.reward - a.reward);
    const [best] = ranked;
    if (best !== undefined) yield { kind: 'derive-progress', scored: ranked.length, of: different.length, best };
  }
  return ranked;
}
