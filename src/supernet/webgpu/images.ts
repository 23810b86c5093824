import type { Batch, Split, SplitData } from '../../task/task.ts';

const WHITE = 255;

/** The images of a task in memory; a step takes its batch from here. */
export class Images {
  readonly #splits = new Map<Split, SplitData>();
  readonly #side: number;
  readonly #classes: number;

  constructor(side: number, classes: number) {
    this.#side = side;
    this.#classes = classes;
  }

  /** Replaces what the split had. Throws a `RangeError` if the images do not fit the network. */
  add(split: Split, data: SplitData): void {
    const { count, side, pixels, labels } = data;
    if (side !== this.#side || pixels.length !== count * side ** 2 || labels.length !== count) {
      throw new RangeError(`The ${split} images are not ${count} of ${this.#side} × ${this.#side} pixels.`);
    }
    if (labels.some((label) => label >= this.#classes)) {
      throw new RangeError(`The ${split} images have a class beyond ${this.#classes - 1}.`);
    }
    this.#splits.set(split, data);
  }

  /** Grey values 0 to 1 and class numbers of a batch. Throws a `RangeError` on a row that is not there. */
  batch({ split, indices }: Batch): { pixels: Float32Array; labels: Float32Array } {
    const data = this.#splits.get(split);
    if (data === undefined) throw new RangeError(`The ${split} images are not loaded.`);
    if (indices.length === 0 || indices.some((index) => index >= data.count)) {
      throw new RangeError(`A batch must name some of the ${data.count} ${split} images.`);
    }
    const area = this.#side ** 2;
    const pixels = new Float32Array(indices.length * area);
    const labels = new Float32Array(indices.length);
    for (let image = 0; image < indices.length; image++) {
      const row = indices[image] as number;
      labels[image] = data.labels[row] as number;
      for (let i = 0; i < area; i++) pixels[image * area + i] = (data.pixels[row * area + i] as number) / WHITE;
    }
    return { pixels, labels };
  }
}
