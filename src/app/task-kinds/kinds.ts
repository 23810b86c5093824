import { taskKindOf } from '../../experiment/task-kind.ts';
import type { TaskKind } from '../../experiment/task-kinds/kinds.ts';
import type { Family } from '../../space/spaces.ts';
import { images } from './images.ts';
import type { TaskKindFacts } from './kind.ts';
import { text } from './text.ts';

const facts: Readonly<Record<TaskKind, TaskKindFacts>> = { images, text };

/** What the page has to know of what a family's networks learn from. */
export function taskFactsOf(settings: { readonly family: Family }): TaskKindFacts {
  return facts[taskKindOf(settings)];
}
