import { budgetOf } from './budget.ts';
import { outlineOf } from './outline.ts';
import { SEARCH_IMAGES, type SettingKey, type Settings } from './settings.ts';
import { sharesWeights } from './strategy-traits.ts';

/** Two settings that do not go together, and why, as one sentence. */
export interface Conflict {
  /** The one that a person would rather change. */
  readonly key: SettingKey;
  readonly against: SettingKey;
  readonly sentence: string;
}

/** What settings demand of each other; each of them is in range on its own. One sentence per conflict. */
export function crossChecks(settings: Settings): readonly Conflict[] {
  const conflicts: Conflict[] = settings.family === 'recurrent' ? [] : [...imageChecks(settings)];
  conflicts.push(...baselineChecks(settings));
  return conflicts;
}

/** What the images have to be enough for. A text gives smaller batches where it is short. */
function imageChecks(settings: Settings): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  const validation = SEARCH_IMAGES - settings.trainImages;

  if (settings.batch > settings.trainImages) {
    conflicts.push({
      key: 'batch',
      against: 'trainImages',
      sentence: `A batch of ${settings.batch} is more than the ${settings.trainImages} train images.`,
    });
  }
  if (settings.rewardBatch > validation) {
    conflicts.push({
      key: 'rewardBatch',
      against: 'trainImages',
      sentence: `A reward batch of ${settings.rewardBatch} is more than the ${validation} validation images.`,
    });
  }
  if (settings.deriveImages > validation) {
    conflicts.push({
      key: 'deriveImages',
      against: 'trainImages',
      sentence: `Deriving on ${settings.deriveImages} images is more than the ${validation} validation images.`,
    });
  }
  return conflicts;
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
