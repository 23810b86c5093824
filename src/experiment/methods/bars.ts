import type { EvaluatedEvent } from '../events.ts';
import type { CommonSettings } from '../settings/common.ts';

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
  /**
   * Where they show children that were evaluated: those whose choices are counted, of all so far, the latest last. Bars
   * of a policy are its marginals.
   */
  members?(evaluated: readonly EvaluatedEvent[], settings: CommonSettings): readonly EvaluatedEvent[];
}

export const policyBars: Bars = {
  title: 'Policy',
  about: 'Bars under the nodes are the controller’s policy: how likely it draws each choice.',
  value: 'probability',
  highest: 'likeliest',
  over: 'by the policy',
  before: 'nothing sampled yet: the policy is even',
};

export const evenBars: Bars = {
  title: 'Even chances',
  about: 'Bars under the nodes stay even: random search draws every choice alike and learns nothing from scores.',
  value: 'probability',
  highest: 'likeliest',
  over: 'by chance',
  before: 'nothing drawn yet: every choice is as likely',
};
