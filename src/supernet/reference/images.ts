import type { Batch, Split, SplitData } from '../../task/task.ts';
import { checkedImages, checkRows } from '../check-images.ts';
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
  readonly #network: { readonly imageSide: number; readonly classes: number };

  constructor(network: { readonly imageSide: number; readonly classes: number }) {
    this.#network = network;
  }

  /** Replaces what the split had. Throws a `RangeError` if the images do not fit the network. */
  add(split: Split, data: SplitData): void {
    const { count, side, pixels, labels } = checkedImages(split, data, this.#network);
    const { classes } = this.#network;
    const oneHot = new Float32Array(count * classes);
    labels.forEach((label, image) => {
      oneHot[image * classes + label] = 1;
    });
    this.#remove(split);
    this.#splits.set(split, {
      count,
      side,
      pixels: tf.tensor2d(
        Float32Array.from(pixels, (grey) => grey / WHITE),
        [count, side ** 2],
      ),
      classes: tf.tensor2d(oneHot, [count, classes]),
    });
  }

  /** Images [B, S, S, 1] and one-hot classes [B, classes]. Throws a `RangeError` on a row that is not there. */
  batch(batch: Batch): { inputs: tf.Tensor4D; targets: tf.Tensor2D } {
    const { split, indices } = batch;
    const data = this.#splits.get(split);
    if (data === undefined) throw new RangeError(`The ${split} examples are not loaded.`);
    checkRows(batch, data.count);
    const rows = tf.tensor1d(Int32Array.from(indices), 'int32');
    return {
      inputs: tf.reshape(tf.gather(data.pixels, rows), [indices.length, data.side, data.side, 1]),
      targets: tf.gather(data.classes, rows),
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
