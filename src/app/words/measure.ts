import type { Measure } from '../../experiment/measures/measures.ts';
import type { Score } from '../../experiment/score.ts';
import { measureOf } from '../../experiment/task-kind.ts';
import type { Family } from '../../space/spaces.ts';
import { nounOf } from './examples.ts';
import { measureWords } from './measures/measures.ts';
import { count } from './numbers.ts';
import type { Sentence } from './sentence.ts';

/** A value of a measure from so many examples: .8145, or a perplexity of 2.714. */
export function measured(measure: Measure, value: number, examples: number): string {
  return measureWords(measure).value(value, examples);
}

/** The same at the end of an axis, in few digits. */
export function tick(measure: Measure, value: number): string {
  return measureWords(measure).tick(value);
}

/** The measure at the beginning of a sentence. */
export function capital(measure: Measure): string {
  return measureWords(measure).capital;
}

/** What to read it by, for a title: “test accuracy”, “test perplexity, lower is better”. */
export function aboutMeasure({ name, lowerIsBetter }: Measure, split: 'validation' | 'test'): string {
  return `${split} ${name}${lowerIsBetter ? ', lower is better' : ''}`;
}

/** How one network did: “.8145 of 2 000 test images right”, “perplexity 2.714 on 19 984 test characters”. */
export function scoreSentence(
  score: Score & { readonly images: number },
  split: 'validation' | 'test',
  family: Family,
): Sentence {
  const measure = measureOf({ family });
  const words = measureWords(measure);
  return words.score(words.value(measure.of(score), score.images), `${count(score.images)} ${split} ${nounOf(family)}`);
}
