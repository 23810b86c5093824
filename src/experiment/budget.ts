import type { SearchEvent } from './events.ts';
import type { RunHistory } from './history.ts';
import { scoredOf } from './task-kind.ts';
import type { Settings } from './settings.ts';
import type { Budget } from './methods/method.ts';
import { methodOf, sharesWeights } from './methods/methods.ts';

export const nothingSpent: Budget = { childSteps: 0, scoredBatches: 0 };

/**
 * What an event says was spent. Children that only measure the policy for the curves are left out: nothing depends on
 * them. Children that were evaluated one by one were counted then, not again when a policy learns from them or the best
 * of them is named.
 */
export function spentBy(event: SearchEvent, settings: Settings): Budget {
  switch (event.kind) {
    case 'weights':
      return { childSteps: 1 + event.others.length, scoredBatches: 0 };
    case 'evaluated':
      return { childSteps: event.trainedSteps, scoredBatches: batchesIn(settings, event.child.images) };
    case 'policy':
      return { childSteps: 0, scoredBatches: methodOf(settings).evaluation === 'child' ? 0 : event.children.length };
    case 'derived': {
      const scored = sharesWeights(settings) ? event.children.length * event.images : 0;
      return { childSteps: 0, scoredBatches: batchesIn(settings, scored) };
    }
    case 'phase':
    case 'measured':
    case 'evaluate-progress':
    case 'derive-progress':
    case 'finished':
      return nothingSpent;
  }
}

/** Batches in which so many predictions are made; `images` of events counts characters where it is text. */
function batchesIn(settings: Settings, predictions: number): number {
  return predictions / scoredOf(settings, settings.rewardBatch);
}

/** What a whole run has spent so far. */
export function spentIn({ weights, evaluated, policy, derived }: RunHistory, settings: Settings): Budget {
  return [weights, evaluated, policy, derived]
    .flat()
    .map((event) => spentBy(event, settings))
    .reduce(sumOf, nothingSpent);
}

export function sumOf(first: Budget, second: Budget): Budget {
  return {
    childSteps: first.childSteps + second.childSteps,
    scoredBatches: first.scoredBatches + second.scoredBatches,
  };
}
