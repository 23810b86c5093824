import type { MeasureName } from '../../../experiment/measures/measures.ts';
import { accuracy } from './accuracy.ts';
import type { MeasureWords } from './measure-words.ts';
import { perplexity } from './perplexity.ts';

const words: Readonly<Record<MeasureName, MeasureWords>> = { accuracy, perplexity };

/** How the page speaks of a measure. */
export function measureWords({ name }: { readonly name: MeasureName }): MeasureWords {
  return words[name];
}
