import type { RandomStream } from '../../math/random.ts';
import type { Task } from '../../task/task.ts';
import type { BatchOrder } from '../stream-order.ts';

/** How a search deals with the data of one kind of task. */
export interface TaskKindData<Kind extends Task> {
  /** The two splits of a search as one, validation after train. */
  pooled(train: Kind['train'], validation: Kind['validation']): Kind['train'];
  /** Endless batches of `size` examples to train on. */
  trainOrder(train: Kind['train'], size: number, random: RandomStream): BatchOrder;
}

/** The bytes of both, one after the other. */
export function joinedBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
