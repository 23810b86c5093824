import type { Batch, Split } from '../task/task.ts';
import type { EpochOrderState } from './batches.ts';

/** Endless batches of one split, and where they stand. */
export interface BatchOrder {
  next(): Batch;
  readonly state: EpochOrderState;
  restore(state: EpochOrderState): void;
}

/**
 * Windows of a text as so many streams side by side: the text is cut into equal stretches, and each batch takes the
 * next window of every stretch, so that a network goes on from its states (truncated back-propagation). At the end all
 * begin again, from zero states. Where the streams do not divide the windows, neighbours share one, so that none is
 * left out.
 */
export class StreamOrder implements BatchOrder {
  readonly #split: Split;
  readonly #starts: readonly number[];
  readonly #length: number;
  #at = 0;

  /** `count` windows in `streams` streams, or as many as there are windows. */
  constructor(split: Split, count: number, streams: number) {
    this.#split = split;
    const made = Math.min(streams, count);
    this.#starts = Array.from({ length: made }, (_, stream) => Math.floor((stream * count) / made));
    this.#length = Math.ceil(count / made);
  }

  next(): Batch {
    const at = this.#at;
    this.#at = (at + 1) % this.#length;
    return {
      split: this.#split,
      indices: Uint32Array.from(this.#starts, (start) => start + at),
      continues: at > 0,
    };
  }

  get state(): EpochOrderState {
    return { position: this.#at, waiting: [] };
  }

  restore({ position }: EpochOrderState): void {
    this.#at = position;
  }
}
