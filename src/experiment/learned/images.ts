import { SEARCH_IMAGES } from '../settings.ts';
import type { Learned } from './learned.ts';

/** Of every image set so far. */
const CLASSES = 10;

export const images: Learned = {
  noun: 'images',
  measure: {
    name: 'accuracy',
    lowerIsBetter: false,
    of: (score) => score.accuracy,
    merit: (score) => score.accuracy,
  },
  trainedIn: () => 1,
  scoredIn: () => 1,
  classes: () => CLASSES,
  examples: () => SEARCH_IMAGES,
};
