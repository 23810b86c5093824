import type { ImageSplit, ImageTask, Task, TextSplit } from '../task/task.ts';
import { textSplit } from '../task/text/split.ts';

function joinedImages(first: ImageSplit, second: ImageSplit): ImageSplit {
  if (first.side !== second.side) throw new RangeError(`Splits differ in side: ${first.side} and ${second.side}.`);
  return {
    kind: 'images',
    count: first.count + second.count,
    side: first.side,
    pixels: joinedBytes(first.pixels, second.pixels),
    labels: joinedBytes(first.labels, second.labels),
  };
}

/** Validation follows train in the text, so that the two are one stretch again. */
function joinedText(first: TextSplit, second: TextSplit): TextSplit {
  return textSplit(joinedBytes(first.symbols, second.symbols), first.steps);
}

function joinedBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** The task as training from scratch sees it: `train` is train and validation together. Test stays what it was. */
export function pooledTask(task: ImageTask): ImageTask;
export function pooledTask(task: Task): Task;
export function pooledTask(task: Task): Task {
  return task.kind === 'images'
    ? { ...task, train: joinedImages(task.train, task.validation) }
    : { ...task, train: joinedText(task.train, task.validation) };
}
