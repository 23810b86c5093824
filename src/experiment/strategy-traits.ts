import type { Settings } from './settings.ts';
import type { StrategyId } from './settings/setting.ts';

/** What the page and the record need to know of a strategy without running it. */
interface Traits {
  /** It has a policy that learns from the children's rewards. */
  readonly policy: boolean;
  /** It evaluates children one by one, outside policy updates. */
  readonly evaluates: boolean;
}

const traits: Readonly<Record<StrategyId, Traits>> = {
  enas: { policy: true, evaluates: false },
  'random-shared': { policy: false, evaluates: true },
  'random-scratch': { policy: false, evaluates: true },
  evolution: { policy: false, evaluates: true },
  'reinforce-scratch': { policy: true, evaluates: true },
};

export function traitsOf({ strategy }: Pick<Settings, 'strategy'>): Traits {
  return traits[strategy];
}

/** Whether children are scored on weights that they share; otherwise each is trained alone. */
export function sharesWeights({
  strategy,
  evolutionFitness,
}: Pick<Settings, 'strategy' | 'evolutionFitness'>): boolean {
  return strategy === 'evolution' ? evolutionFitness === 'shared' : strategy === 'enas' || strategy === 'random-shared';
}

/** Whether a shared-weight step of a round trains uniform children; in the warm-up each does. */
export function trainsOnUniform({ strategy, trainOn }: Pick<Settings, 'strategy' | 'trainOn'>): boolean {
  return strategy !== 'enas' || trainOn === 'uniform';
}
