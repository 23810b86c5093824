import { RandomStream } from '../../../src/math/random.ts';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import type { Batch, Split, ImageSplit } from '../../../src/task/task.ts';

const SEED = 1;
/** As many as the largest batch of the bench. */
export const EXAMPLES = 128;
const GREYS = 256;

/** Noise: what a step costs does not depend on the pixels. */
export function examples({ imageSide, classes }: Pick<MicroConfig, 'imageSide' | 'classes'>): ImageSplit {
  const random = new RandomStream(SEED, 0);
  return {
    kind: 'images',
    count: EXAMPLES,
    side: imageSide,
    pixels: Uint8Array.from({ length: EXAMPLES * imageSide ** 2 }, () => random.integer(GREYS)),
    labels: Uint8Array.from({ length: EXAMPLES }, () => random.integer(classes)),
  };
}

export function firstRows(split: Split, count: number): Batch {
  return { split, indices: Uint32Array.from({ length: count }, (_, row) => row) };
}

/** The first rows as numbers: pixels 0 to 1, and one-hot classes. */
export function batchNumbers(
  config: Pick<MicroConfig, 'imageSide' | 'classes'>,
  count: number,
): { pixels: Float32Array; oneHot: Float32Array } {
  const { pixels, labels } = examples(config);
  const { imageSide, classes } = config;
  const oneHot = new Float32Array(count * classes);
  for (let row = 0; row < count; row++) oneHot[row * classes + (labels[row] as number)] = 1;
  return {
    pixels: Float32Array.from(pixels.subarray(0, count * imageSide ** 2), (grey) => grey / (GREYS - 1)),
    oneHot,
  };
}
