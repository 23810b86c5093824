import type { Settings } from '../settings.ts';
import type { Learned } from './learned.ts';

/** Characters that each text has, or may have at most. */
const characters: Readonly<Record<Settings['text'], number>> = { brackets: 7, 'd3-source': 101, 'own-text': 128 };

/** About as long as any text is. */
const LENGTH = 600_000;

/** An example is a window of characters; of a scored one the second half counts. */
export const text: Learned = {
  noun: 'characters',
  measure: {
    name: 'perplexity',
    lowerIsBetter: true,
    of: (score) => Math.exp(score.crossEntropy),
    merit: (score) => -score.crossEntropy,
  },
  trainedIn: ({ textSteps }) => textSteps,
  scoredIn: ({ textSteps }) => textSteps - Math.floor(textSteps / 2),
  classes: ({ text: which }) => characters[which],
  examples: ({ textSteps }) => LENGTH / textSteps,
};
