import type { TaskKind } from '../../experiment/task-kinds/kinds.ts';
import type { Task } from '../../task/task.ts';
import { images } from './images.ts';
import type { TaskDescription, TaskKindSource } from './kind.ts';
import { text } from './text.ts';

const kinds: { readonly [Kind in TaskKind]: TaskKindSource<Extract<Task, { readonly kind: Kind }>> } = {
  images,
  text,
};

/** How the worker gets and describes tasks of a kind. */
export function taskSourceOf(kind: TaskKind): TaskKindSource<Task> {
  return kinds[kind];
}

/** What the page shows of a task. */
export function describeTask(task: Task): TaskDescription {
  return taskSourceOf(task.kind).describe(task);
}
