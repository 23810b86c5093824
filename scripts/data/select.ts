import type { RandomStream } from '../../src/math/random.ts';
import type { LabelledImage } from './source.ts';

/**
 * Draws `count` images with equally many of each class, in blocks of one image a class, so that the classes of any prefix
 * differ by at most one image. Images whose pixels are in `taken` are passed over, whatever their class, and what is drawn
 * is added to it: no image is drawn twice, nor into two parts. Throws where a class has too few images.
 */
export function drawBalanced(
  images: readonly LabelledImage[],
  classes: number,
  count: number,
  taken: Set<string>,
  random: RandomStream,
): LabelledImage[] {
  if (count % classes !== 0) throw new RangeError(`${count} images cannot be shared equally by ${classes} classes`);
  const perClass = count / classes;
  const byClass = Array.from({ length: classes }, (_, label) => {
    const drawn: LabelledImage[] = [];
    for (const image of random.shuffled(images.filter((candidate) => candidate.label === label))) {
      if (drawn.length === perClass) break;
      const key = Buffer.from(image.pixels).toString('latin1');
      if (taken.has(key)) continue;
      taken.add(key);
      drawn.push(image);
    }
    if (drawn.length < perClass)
      throw new Error(`Class ${label} has ${drawn.length} distinct images, not ${perClass}.`);
    return drawn;
  });
  return Array.from({ length: perClass }, (_, block) =>
    random.shuffled(byClass.flatMap((drawn) => drawn.slice(block, block + 1))),
  ).flat();
}
