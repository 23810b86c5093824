import type { NamedMeasure } from './measure.ts';

/** The part of the predictions that is right. */
export const accuracy: NamedMeasure<'accuracy'> = {
  name: 'accuracy',
  lowerIsBetter: false,
  resultKey: null,
  range: [0, 1],
  of: (score) => score.accuracy,
  merit: (score) => score.accuracy,
  readFrom: () => true,
  ofMean: (mean) => mean.accuracy,
};
