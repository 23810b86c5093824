import type { TextTask } from '../../task/task.ts';
import { textSplit } from '../../task/text/split.ts';
import { StreamOrder } from '../stream-order.ts';
import { joinedBytes, type TaskKindData } from './kind.ts';

/** A text stays in its order. Validation follows train in it, so that the two pooled are one stretch again. */
export const text: TaskKindData<TextTask> = {
  pooled: (train, validation) => textSplit(joinedBytes(train.symbols, validation.symbols), train.steps),
  trainOrder: (train, size) => new StreamOrder('train', train.count, size),
};
