import type { Family } from '../space/spaces.ts';
import type { Settings } from './settings.ts';

/** What networks of a family name, one by one. */
export function nounOf(family: Family): 'images' | 'characters' {
  return family === 'recurrent' ? 'characters' : 'images';
}

/** Predictions that count where so many examples are scored: of a window of text, its second half. */
export function scoredOf({ family, textSteps }: Pick<Settings, 'family' | 'textSteps'>, examples: number): number {
  return family === 'recurrent' ? examples * (textSteps - Math.floor(textSteps / 2)) : examples;
}
