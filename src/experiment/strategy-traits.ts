import type { Settings } from './settings.ts';
import type { StrategyId } from './settings/setting.ts';

/** What the bars under the figure stand for: how likely a strategy draws each choice, or how common the choice is. */
export interface Bars {
  /** Their heading. */
  readonly title: string;
  /** One sentence that explains them. */
  readonly about: string;
  /** What one of them is called. */
  readonly value: 'probability' | 'share';
  /** The choice with the highest bar. */
  readonly highest: 'likeliest' | 'most common';
  /** Where a mean over several of them is taken. */
  readonly over: string;
  /** What they are before the first child. */
  readonly before: string;
}

const policyBars: Bars = {
  title: 'Policy',
  about: 'Bars under the nodes are the controller’s policy: how likely it draws each choice.',
  value: 'probability',
  highest: 'likeliest',
  over: 'by the policy',
  before: 'nothing sampled yet: the policy is even',
};

const populationBars: Bars = {
  title: 'Population',
  about: 'Bars under the nodes are the population: the share of its members that have each choice.',
  value: 'share',
  highest: 'most common',
  over: 'in the population',
  before: 'nothing drawn yet: its first members are drawn evenly',
};

const evenBars: Bars = {
  title: 'Even chances',
  about: 'Bars under the nodes stay even: random search draws every choice alike and learns nothing from scores.',
  value: 'probability',
  highest: 'likeliest',
  over: 'by chance',
  before: 'nothing drawn yet: every choice is as likely',
};

/** What the page and the record need to know of a strategy without running it. */
interface Traits {
  /** It has a policy that learns from the children's rewards. */
  readonly policy: boolean;
  /** It evaluates children one by one, outside policy updates. */
  readonly evaluates: boolean;
  readonly bars: Bars;
}

const traits: Readonly<Record<StrategyId, Traits>> = {
  enas: { policy: true, evaluates: false, bars: policyBars },
  'random-shared': { policy: false, evaluates: true, bars: evenBars },
  'random-scratch': { policy: false, evaluates: true, bars: evenBars },
  evolution: { policy: false, evaluates: true, bars: populationBars },
  'reinforce-scratch': { policy: true, evaluates: true, bars: policyBars },
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
