import { accuracy } from './accuracy.ts';
import type { NamedMeasure } from './measure.ts';
import { perplexity } from './perplexity.ts';

/** Every measure. A new one is a file, a line here, and its words for the page (`app/words/measures/`). */
const measures = { accuracy, perplexity };

export type MeasureName = keyof typeof measures;
export type Measure = NamedMeasure<MeasureName>;
export const measureNames = Object.keys(measures) as readonly MeasureName[];
