import { budgetOf } from './budget.ts';
import type { Conflict as AnyConflict } from './conflict.ts';
import { outlineOf } from './outline.ts';
import type { SettingKey, Settings } from './settings.ts';
import { sharesWeights } from './strategy-traits.ts';
import { learnedOf } from './task-kind.ts';

export type Conflict = AnyConflict<SettingKey>;

/** What settings demand of each other; each of them is in range on its own. One sentence per conflict. */
export function crossChecks(settings: Settings): readonly Conflict[] {
  return [...learnedOf(settings).conflicts(settings), ...baselineChecks(settings)];
}

/** What the baselines ask of their own numbers. */
function baselineChecks(settings: Settings): readonly Conflict[] {
  const { strategy, aloneSteps, childrenPerStep, warmUpSteps, populationSize, childrenPerUpdate } = settings;
  const shares = sharesWeights(settings);
  const conflicts: Conflict[] = [];
  if (strategy === 'random-shared' && settings.finalists > settings.screenedChildren) {
    conflicts.push({
      key: 'finalists',
      against: 'screenedChildren',
      sentence: `A screening of ${settings.screenedChildren} children cannot have ${settings.finalists} finalists.`,
    });
  }
  if (strategy === 'evolution' && shares && outlineOf(settings).looksPerRound <= populationSize) {
    conflicts.push({
      key: 'populationSize',
      against: 'fitnessBatches',
      sentence:
        `A round scores ${outlineOf(settings).looksPerRound} children (updates a round × children per update ÷ reward ` +
        `batches a child), which does not go beyond a population of ${populationSize}.`,
    });
  }
  const { childSteps } = budgetOf(settings);
  const children =
    strategy === 'evolution' ? populationSize + 1 : strategy === 'reinforce-scratch' ? childrenPerUpdate : 1;
  const first = strategy === 'evolution' ? warmUpSteps + 1 : 1;
  const least = shares ? childrenPerStep * first : aloneSteps * children;
  if (strategy !== 'enas' && childSteps < least) {
    conflicts.push({
      key: 'budget',
      against: shares ? 'warmUpSteps' : 'aloneSteps',
      sentence: `A budget of ${childSteps} (child steps) is less than the ${least} that this strategy begins with.`,
    });
  }
  return conflicts;
}
