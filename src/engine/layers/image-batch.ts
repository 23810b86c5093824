import type { PackedExamples } from '../examples.ts';
import { rawKernel, type Kernel } from '../kernel.ts';
import type { RawList } from '../raw-list.ts';
import type { Tape } from '../tape.ts';
import { repeat } from '../wgsl.ts';

/** Grey images of `side` × `side` pixels, one byte each, and their class bytes. */
export interface ImageTable {
  readonly count: number;
  readonly side: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Words of a row: the pixels, then the class. */
export function imageWords(side: number): number {
  return Math.ceil(side ** 2 / 4) + 1;
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

const WHITE = 255;

/** Words of an entry: images and labels in the arena. A term is the row of an image. */
const STRIDE = 2;
const TERM_STRIDE = 1;

/** Copies rows of the table: grey values 0 to 1 end to end, and class numbers as floats, four to a vec4. */
function gatherImages(batch: number, side: number): Kernel {
  const area = side ** 2;
  const words = imageWords(side);
  const imageQuads = Math.ceil((batch * area) / 4);
  const labelQuads = Math.ceil(batch / 4);
  const lanes = ['x', 'y', 'z', 'w'];
  const pixel = (lane: number): string => /* wgsl */ `
    let flat${lane} = index * 4u + ${lane}u;
    let image${lane} = min(flat${lane} / ${area}u, ${batch - 1}u);
    let at${lane} = flat${lane} % ${area}u;
    let word${lane} = examples[table[rows + image${lane}] * ${words}u + at${lane} / 4u];
    values.${lanes[lane]} = f32((word${lane} >> (8u * (at${lane} % 4u))) & 255u) / ${WHITE}.0;`;
  const label = (lane: number): string => /* wgsl */ `
    let of${lane} = min((index - ${imageQuads}u) * 4u + ${lane}u, ${batch - 1}u);
    values.${lanes[lane]} = f32(examples[table[rows + of${lane}] * ${words}u + ${words - 1}u] & 255u);`;
  return rawKernel('examples', {
    label: `gather ${batch} images ${side}×${side}`,
    stride: STRIDE,
    invocations: imageQuads + labelQuads,
    body: /* wgsl */ `
  let rows = table[0];
  var values = vec4f(0);
  if (index < ${imageQuads}u) {
${repeat(4, pixel)}
    arena[table[entry] + index] = values;
  } else {
${repeat(4, label)}
    arena[table[entry + 1u] + index - ${imageQuads}u] = values;
  }`,
  });
}

/** A batch of images in the arena, gathered on the device from the table that the plan is given. */
export class ImageBatch {
  /** Where pixels (batch × side × side floats) and class numbers lie, in vec4. */
  readonly images: number;
  readonly labels: number;
  readonly #list: RawList;

  /** Must be recorded before whatever reads it. */
  constructor(tape: Tape, batch: number, side: number) {
    this.images = tape.arena.allocate('images', Math.ceil((batch * side ** 2) / 4));
    this.labels = tape.arena.allocate('labels', Math.ceil(batch / 4));
    this.#list = tape.rawList(STRIDE, 1, TERM_STRIDE, batch);
    tape.record({ forward: [{ kernel: gatherImages(batch, side), list: this.#list }] });
  }

  /** The rows of the next step's images. */
  run(rows: Uint32Array): void {
    this.#list.push(this.images, this.labels);
    for (const row of rows) this.#list.pushTerm(row);
  }
}
