import type { Family } from '../space/spaces.ts';
import { images } from './learned/images.ts';
import type { Learned } from './learned/learned.ts';
import { text } from './learned/text.ts';
import type { Measure } from './measure.ts';
import type { Settings } from './settings.ts';

const learnedBy: Readonly<Record<Family, Learned>> = { micro: images, macro: images, recurrent: text };

/** What a family's networks learn from. */
export function learnedOf({ family }: { readonly family: Family }): Learned {
  return learnedBy[family];
}

/** What networks of a family name, one by one. */
export function nounOf(family: Family): Learned['noun'] {
  return learnedOf({ family }).noun;
}

/** Predictions that count where so many examples are scored. */
export function scoredOf(settings: Pick<Settings, 'family' | 'textSteps'>, examples: number): number {
  return examples * learnedOf(settings).scoredIn(settings);
}

/** The measure of what a family's networks learn. */
export function measureOf(settings: { readonly family: Family }): Measure {
  return learnedOf(settings).measure;
}
