import type { SplitData, Task } from '../task/task.ts';

function joined(first: SplitData, second: SplitData): SplitData {
  if (first.side !== second.side) throw new RangeError(`Splits differ in side: ${first.side} and ${second.side}.`);
  const pixels = new Uint8Array(first.pixels.length + second.pixels.length);
  pixels.set(first.pixels);
  pixels.set(second.pixels, first.pixels.length);
  const labels = new Uint8Array(first.labels.length + second.labels.length);
  labels.set(first.labels);
  labels.set(second.labels, first.labels.length);
  return { count: first.count + second.count, side: first.side, pixels, labels };
}

/** The task as training from scratch sees it: `train` is train and validation together. Test stays what it was. */
export function pooledTask(task: Task): Task {
  return {
    manifest: task.manifest,
    side: task.side,
    classes: task.classes,
    train: joined(task.train, task.validation),
    validation: task.validation,
    loadTest: () => task.loadTest(),
  };
}
