import type { ImageSplit } from './task.ts';

/**
 * The first `perClass` train images of each class, class by class: classes × perClass × side² grey bytes.
 * Throws RangeError where a class has fewer.
 */
export function classExamples(train: ImageSplit, classes: number, perClass: number): Uint8Array<ArrayBuffer> {
  const area = train.side ** 2;
  const pixels = new Uint8Array(classes * perClass * area);
  const found = new Uint32Array(classes);
  train.labels.forEach((label, index) => {
    const place = found[label] ?? perClass;
    if (place >= perClass) return;
    pixels.set(train.pixels.subarray(index * area, (index + 1) * area), (label * perClass + place) * area);
    found[label] = place + 1;
  });
  if (found.some((count) => count < perClass)) throw new RangeError(`a class has fewer than ${perClass} train images`);
  return pixels;
}
