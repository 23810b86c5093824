import { measureOf } from '../../experiment/task-kind.ts';
import type { ScoredChild } from '../../experiment/events.ts';
import type { Family } from '../../space/spaces.ts';
import { nounOf } from './examples.ts';
import { count, fixed } from './numbers.ts';

/** What one child got right, as a count; of text its perplexity. */
export function howMany({ accuracy, crossEntropy, images }: ScoredChild, family: Family): string {
  const examples = `${count(images)} validation ${nounOf(family)}`;
  return measureOf({ family }).name === 'perplexity'
    ? `perplexity ${fixed(Math.exp(crossEntropy), 2)} on ${examples}`
    : `${count(accuracy * images)} of ${examples} right`;
}
