import type { ScoredChild } from '../../experiment/events.ts';
import { measureOf } from '../../experiment/task-kind.ts';
import type { Family } from '../../space/spaces.ts';
import { nounOf } from './examples.ts';
import { measureWords } from './measures/measures.ts';
import { count } from './numbers.ts';

/** What one child got right, as a count; of text its perplexity. */
export function howMany(child: ScoredChild, family: Family): string {
  return measureWords(measureOf({ family })).child(child, `${count(child.images)} validation ${nounOf(family)}`);
}
