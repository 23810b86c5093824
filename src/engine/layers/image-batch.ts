import type { PackedExamples } from '../examples.ts';
import { gatherImages, imageWords } from '../kernels/image-batch.ts';
import type { ListOf } from '../work-list.ts';
import type { Tape } from '../tape.ts';
import type { At } from '../words.ts';

/** Grey images of `side` × `side` pixels, one byte each, and their class bytes. */
export interface ImageTable {
  readonly count: number;
  readonly side: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** One row an image, as `ImageBatch` reads it. */
export function packImages({ count, side, pixels, labels }: ImageTable): PackedExamples {
  const [area, row] = [side ** 2, imageWords(side)];
  const bytes = new Uint8Array(count * row * 4);
  for (let image = 0; image < count; image++) {
    bytes.set(pixels.subarray(image * area, (image + 1) * area), image * row * 4);
    bytes[(image + 1) * row * 4 - 4] = labels[image] as number;
  }
  return { words: new Uint32Array(bytes.buffer), rows: count };
}

/** A batch of images in the arena, gathered on the device from the table that the plan is given. */
export class ImageBatch {
  /** Where pixels (batch × side × side floats) and class numbers lie, in vec4. */
  readonly images: At<'images'>;
  readonly labels: At<'labels'>;
  readonly #list: ListOf<typeof gatherImages>;

  /** Must be recorded before whatever reads it. */
  constructor(tape: Tape, batch: number, side: number) {
    this.images = tape.arena.allocate('images', Math.ceil((batch * side ** 2) / 4));
    this.labels = tape.arena.allocate('labels', Math.ceil(batch / 4));
    this.#list = tape.list(gatherImages(batch, side), 1, batch);
    tape.record({ forward: [this.#list] });
  }

  /** The rows of the next step's images. */
  run(rows: Uint32Array): void {
    this.#list.push({ images: this.images, labels: this.labels });
    for (const row of rows) this.#list.pushTerm({ row });
  }
}
