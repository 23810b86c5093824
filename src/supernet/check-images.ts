import type { Batch, ImageSplit, Split, SplitData } from '../task/task.ts';

/** The images of a split. Throws a `RangeError` if they are none, or do not fit a network of this input. */
export function checkedImages(
  split: Split,
  data: SplitData,
  { imageSide, classes }: { readonly imageSide: number; readonly classes: number },
): ImageSplit {
  if (data.kind !== 'images') throw new RangeError(`The ${split} examples are no images.`);
  const { count, side, pixels, labels } = data;
  if (side !== imageSide || pixels.length !== count * side ** 2 || labels.length !== count) {
    throw new RangeError(`The ${split} images are not ${count} of ${imageSide} × ${imageSide} pixels.`);
  }
  if (labels.some((label) => label >= classes)) {
    throw new RangeError(`The ${split} images have a class beyond ${classes - 1}.`);
  }
  return data;
}

/** Throws a `RangeError` if a batch is empty or names a row beyond the `count` of its split. */
export function checkRows({ split, indices }: Batch, count: number): void {
  if (indices.length === 0 || indices.some((index) => index >= count)) {
    throw new RangeError(`A batch must name some of the ${count} ${split} examples.`);
  }
}
