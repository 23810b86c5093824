import type { Batch, Split, SplitData } from '../task/task.ts';

/** Throws a `RangeError` if the images of a split do not fit a network of this input. */
export function checkImages(
  split: Split,
  { count, side, pixels, labels }: SplitData,
  { imageSide, classes }: { readonly imageSide: number; readonly classes: number },
): void {
  if (side !== imageSide || pixels.length !== count * side ** 2 || labels.length !== count) {
    throw new RangeError(`The ${split} images are not ${count} of ${imageSide} × ${imageSide} pixels.`);
  }
  if (labels.some((label) => label >= classes)) {
    throw new RangeError(`The ${split} images have a class beyond ${classes - 1}.`);
  }
}

/** Throws a `RangeError` if a batch is empty or names a row beyond the `count` of its split. */
export function checkRows({ split, indices }: Batch, count: number): void {
  if (indices.length === 0 || indices.some((index) => index >= count)) {
    throw new RangeError(`A batch must name some of the ${count} ${split} examples.`);
  }
}
