import type { Budget } from './methods/method.ts';
import { methodOf } from './methods/methods.ts';
import { deriveBatchesOf } from './methods/shared.ts';
import type { Outline } from './outline.ts';
import type { CommonSettings } from './settings/common.ts';
import type { Settings } from './settings.ts';

/** What the schedule's rounds of shared-weight steps and policy updates cost, deriving included. */
function scheduledBudget(settings: CommonSettings): Budget {
  const { warmUpSteps, rounds, stepsPerRound, updatesPerRound, childrenPerStep, childrenPerUpdate } = settings;
  return {
    childSteps: (warmUpSteps + rounds * stepsPerRound) * childrenPerStep,
    scoredBatches:
      rounds * updatesPerRound * childrenPerUpdate + (settings.deriveChildren + 1) * deriveBatchesOf(settings),
  };
}

/** Whether a method can spend as much as it is told to, rather than what its own schedule comes to. */
export function takesBudget(settings: Pick<Settings, 'strategy'>): boolean {
  return Object.hasOwn(methodOf(settings).settings, 'budget');
}

/**
 * What a whole search of these settings may spend. Child steps are a bound that no method passes and that each comes to,
 * but for less than one step or child; scored batches grow with them in the proportion that the schedule has.
 */
export function budgetOf(settings: Settings): Budget {
  const scheduled = scheduledBudget(settings);
  if (!takesBudget(settings) || settings.budget === 0) return scheduled;
  const scale = settings.budget / scheduled.childSteps;
  return { childSteps: settings.budget, scoredBatches: Math.round(scheduled.scoredBatches * scale) };
}

/** What a search of these settings will do. Spends no more child steps than `budgetOf`. */
export function outlineOf(settings: Settings): Outline {
  return methodOf(settings).outline(settings, budgetOf(settings));
}
