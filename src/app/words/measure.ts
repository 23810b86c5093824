import { measureOf } from '../../experiment/task-kind.ts';
import type { Measure } from '../../experiment/measures/measures.ts';
import { type Score } from '../../experiment/score.ts';
import type { Family } from '../../space/spaces.ts';
import { nounOf } from './examples.ts';
import { accuracy, count, fixed, part } from './numbers.ts';
import { marked, plain, type Sentence } from './sentence.ts';

/** A value of a measure from so many examples: .8145, or a perplexity of 2.714. */
export function measured({ name }: Measure, value: number, examples: number): string {
  return name === 'accuracy' ? accuracy(value, examples) : fixed(value, 3);
}

/** The same at the end of an axis, in few digits. */
export function tick({ name }: Measure, value: number): string {
  return name === 'accuracy' ? part(value, 2) : fixed(value, 2);
}

/** The measure at the beginning of a sentence. */
export function capital({ name }: Measure): string {
  return name === 'accuracy' ? 'Accuracy' : 'Perplexity';
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
  const value = marked(measured(measure, measure.of(score), score.images));
  const examples = `${count(score.images)} ${split} ${nounOf(family)}`;
  return measure.name === 'accuracy'
    ? [value, plain(` of ${examples} right`)]
    : [plain('perplexity '), value, plain(` on ${examples}`)];
}
