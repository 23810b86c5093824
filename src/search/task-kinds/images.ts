import type { ImageTask } from '../../task/task.ts';
import { EpochOrder } from '../batches.ts';
import { joinedBytes, type TaskKindData } from './kind.ts';

/** Images are independent of one another: they are shuffled. */
export const images: TaskKindData<ImageTask> = {
  pooled(train, validation) {
    if (train.side !== validation.side) {
      throw new RangeError(`Splits differ in side: ${train.side} and ${validation.side}.`);
    }
    return {
      kind: 'images',
      count: train.count + validation.count,
      side: train.side,
      pixels: joinedBytes(train.pixels, validation.pixels),
      labels: joinedBytes(train.labels, validation.labels),
    };
  },
  trainOrder: (train, size, random) => new EpochOrder('train', train.count, size, random),
};
