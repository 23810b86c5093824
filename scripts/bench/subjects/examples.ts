import { RandomStream } from '../../../src/math/random.ts';
import type { RecurrentConfig } from '../../../src/space/recurrent/config.ts';
import type { SpaceConfig } from '../../../src/space/spaces.ts';
import type { Batch, ImageSplit, Split, TextSplit } from '../../../src/task/task.ts';
import { textSplit } from '../../../src/task/text/split.ts';

const SEED = 1;
/** As many as the largest batch of the bench. */
export const EXAMPLES = 128;
const GREYS = 256;

/** Networks that see images. */
export type ImageConfig = Extract<SpaceConfig, { readonly imageSide: number }>;

/** Noise as images of the network's size. */
export function noiseImages({ imageSide, classes }: ImageConfig): ImageSplit {
  const random = new RandomStream(SEED, 0);
  return {
    kind: 'images',
    count: EXAMPLES,
    side: imageSide,
    pixels: Uint8Array.from({ length: EXAMPLES * imageSide ** 2 }, () => random.integer(GREYS)),
    labels: Uint8Array.from({ length: EXAMPLES }, () => random.integer(classes)),
  };
}

/** Noise as a text. */
export function noiseText({ steps, vocabulary }: RecurrentConfig): TextSplit {
  const random = new RandomStream(SEED, 0);
  return textSplit(
    Uint8Array.from({ length: EXAMPLES * steps + 1 }, () => random.integer(vocabulary)),
    steps,
  );
}

export function firstRows(split: Split, count: number): Batch {
  return { split, indices: Uint32Array.from({ length: count }, (_, row) => row) };
}

/** The first rows as numbers: pixels 0 to 1, and one-hot classes. */
export function batchNumbers(config: ImageConfig, count: number): { pixels: Float32Array; oneHot: Float32Array } {
  const { pixels, labels } = noiseImages(config);
  const { imageSide, classes } = config;
  const oneHot = new Float32Array(count * classes);
  for (let row = 0; row < count; row++) oneHot[row * classes + (labels[row] as number)] = 1;
  return {
    pixels: Float32Array.from(pixels.subarray(0, count * imageSide ** 2), (grey) => grey / (GREYS - 1)),
    oneHot,
  };
}
