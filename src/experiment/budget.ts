import type { SearchEvent } from './events.ts';
import type { RunHistory } from './history.ts';
import { plannedSteps, plannedUpdates } from './build.ts';
import { scoredOf } from './task-kind.ts';
import type { Settings } from './settings.ts';
import { sharesWeights, traitsOf } from './strategy-traits.ts';

/** What a search costs whatever its machine: the measure at which strategies are compared. */
export interface Budget {
  /** One child on one training batch is 1. */
  readonly childSteps: number;
  /** One child scored on one batch of validation images is 1. */
  readonly scoredBatches: number;
}

export const nothingSpent: Budget = { childSteps: 0, scoredBatches: 0 };

type ScoringSettings = Pick<Settings, 'deriveImages' | 'rewardBatch'>;

/** Batches in which the derive images score one child. */
export function deriveBatchesOf({ deriveImages, rewardBatch }: ScoringSettings): number {
  return Math.max(1, Math.round(deriveImages / rewardBatch));
}

/** What ENAS spends with these settings, and so what another strategy may. */
function budgetOfEnas(settings: Settings): Budget {
  return {
    childSteps: plannedSteps(settings) * settings.childrenPerStep,
    scoredBatches:
      plannedUpdates(settings) * settings.childrenPerUpdate + (settings.deriveChildren + 1) * deriveBatchesOf(settings),
  };
}

/**
 * What a whole search of these settings may spend. Child steps are a bound that no strategy passes and that each comes
 * to, but for less than one step or child; scored batches grow with them in the proportion that ENAS has.
 */
export function budgetOf(settings: Settings): Budget {
  const enas = budgetOfEnas(settings);
  if (settings.strategy === 'enas' || settings.budget === 0) return enas;
  const scale = settings.budget / enas.childSteps;
  return { childSteps: settings.budget, scoredBatches: Math.round(enas.scoredBatches * scale) };
}

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
      return { childSteps: 0, scoredBatches: traitsOf(settings).evaluates ? 0 : event.children.length };
    case 'derived': {
      const scored = sharesWeights(settings) ? event.children.length * event.images : 0;
      return { childSteps: 0, scoredBatches: batchesIn(settings, scored) };
    }
    case 'phase':
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
