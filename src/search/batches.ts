import type { RandomStream } from '../math/random.ts';
import type { Batch, Split } from '../task/task.ts';

export interface EpochOrderState {
  /** Of its random stream. */
  readonly position: number;
  /** Rows shuffled already, but not yet handed out. */
  readonly waiting: readonly number[];
}

/** Rows of one split in the order of endless epochs: each epoch is a fresh shuffle of all rows. */
export class EpochOrder {
  readonly #split: Split;
  readonly #count: number;
  readonly #size: number;
  readonly #random: RandomStream;
  #waiting: number[] = [];

  /** Batches of `size` rows out of `count`, or of all rows where there are fewer. */
  constructor(split: Split, count: number, size: number, random: RandomStream) {
    this.#split = split;
    this.#count = count;
    this.#size = Math.min(size, count);
    this.#random = random;
  }

  /** The next rows. A batch may end one epoch and begin the next, so that no row is left out. */
  next(): Batch {
    while (this.#waiting.length < this.#size) {
      this.#waiting.push(...this.#random.shuffled(Array(this.#count).keys()));
    }
    return { split: this.#split, indices: Uint32Array.from(this.#waiting.splice(0, this.#size)) };
  }

  get state(): EpochOrderState {
    return { position: this.#random.position, waiting: [...this.#waiting] };
  }

  restore({ position, waiting }: EpochOrderState): void {
    this.#random.position = position;
    this.#waiting = [...waiting];
  }
}

/**
 * A fixed choice of rows, as whole batches of `size`: about `wanted` rows, at least one batch, none twice. Whole
 * batches, because batch statistics of a small rest would not compare; where there are no more rows than are wanted, all
 * batches are a little smaller instead, so that fewer rows than there are batches stay unused.
 */
export function fixedBatches(split: Split, count: number, size: number, wanted: number, random: RandomStream): Batch[] {
  const rows = Math.min(size, count);
  const batches = Math.max(1, Math.min(Math.round(wanted / rows), Math.ceil(count / rows)));
  const order = new EpochOrder(split, count, Math.min(rows, Math.floor(count / batches)), random);
  return Array.from({ length: batches }, () => order.next());
}

/** Every row once, in random order, in batches of `size`; the last may be smaller. */
export function allBatches(split: Split, count: number, size: number, random: RandomStream): Batch[] {
  const order = Uint32Array.from(random.shuffled(Array(count).keys()));
  return Array.from({ length: Math.ceil(count / size) }, (_, batch) => ({
    split,
    indices: order.slice(batch * size, (batch + 1) * size),
  }));
}
