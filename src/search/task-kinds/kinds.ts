import type { RandomStream } from '../../math/random.ts';
import type { Task } from '../../task/task.ts';
import type { BatchOrder } from '../stream-order.ts';
import { images } from './images.ts';
import type { TaskKindData } from './kind.ts';
import { text } from './text.ts';

const kinds: { readonly [Kind in Task['kind']]: TaskKindData<Extract<Task, { readonly kind: Kind }>> } = {
  images,
  text,
};

function kindOf({ kind }: Task): TaskKindData<Task> {
  return kinds[kind];
}

/** The task as training from scratch sees it: `train` is train and validation together. Test stays what it was. */
export function pooledTask<T extends Task>(task: T): T {
  return { ...task, train: kindOf(task).pooled(task.train, task.validation) };
}

/** What weights are trained on, in batches of `size`. */
export function trainOrder(task: Task, size: number, random: RandomStream): BatchOrder {
  return kindOf(task).trainOrder(task.train, size, random);
}
