import type { Batch, Split, SplitData } from '../../task/task.ts';
import * as tf from './tf.ts';

interface SplitTensors {
  readonly count: number;
  readonly side: number;
  /** [count, side²], grey as 0 (the background of the packed sets, and of SAME padding) to 1. */
  readonly pixels: tf.Tensor2D;
  /** [count, classes], one-hot. */
  readonly classes: tf.Tensor2D;
}

const WHITE = 255;

/** The images of a task on the device, uploaded once; batches are gathered there. */
export class Images {
  readonly #splits = new Map<Split, SplitTensors>();
  readonly #side: number;
  readonly #classes: number;

  constructor(side: number, classes: number) {
    this.#side = side;
    this.#classes = classes;
  }

  /** Replaces what the split had. Throws a `RangeError` if the images do not fit the network. */
  add(split: Split, { count, side, pixels, labels }: SplitData): void {
    if (side !== this.#side || pixels.length !== count * side ** 2 || labels.length !== count) {
      throw new RangeError(`The ${split} images are not ${count} of ${this.#side} × ${this.#side} pixels.`);
    }
    const oneHot = new Float32Array(count * this.#classes);
    labels.forEach((label, image) => {
      if (label >= this.#classes) throw new RangeError(`The ${split} images have a class ${label}.`);
      oneHot[image * this.#classes + label] = 1;
    });
    this.#remove(split);
    this.#splits.set(split, {
      count,
      side,
      pixels: tf.tensor2d(
        Float32Array.from(pixels, (grey) => grey / WHITE),
        [count, side ** 2],
      ),
      classes: tf.tensor2d(oneHot, [count, this.#classes]),
    });
  }

  /** Images [B, S, S, 1] and one-hot classes [B, classes]. Throws a `RangeError` on a row that is not there. */
  batch({ split, indices }: Batch): { images: tf.Tensor4D; classes: tf.Tensor2D } {
    const data = this.#splits.get(split);
    if (data === undefined) throw new RangeError(`The ${split} images are not loaded.`);
    if (indices.length === 0 || indices.some((index) => index >= data.count)) {
      throw new RangeError(`A batch must name some of the ${data.count} ${split} images.`);
    }
    const rows = tf.tensor1d(Int32Array.from(indices), 'int32');
    return {
      images: tf.reshape(tf.gather(data.pixels, rows), [indices.length, data.side, data.side, 1]),
      classes: tf.gather(data.classes, rows),
    };
  }

  dispose(): void {
    for (const split of this.#splits.keys()) this.#remove(split);
  }

  #remove(split: Split): void {
    const data = this.#splits.get(split);
    if (data !== undefined) tf.dispose([data.pixels, data.classes]);
    this.#splits.delete(split);
  }
}
