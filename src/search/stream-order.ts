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
 * begin again, from zero states.
 */
export class StreamOrder implements BatchOrder {
  readonly #split: Split;
  readonly #streams: number;
  readonly #length: number;
  #at = 0;

  /** `count` windows in `streams` streams, or as many as there are windows. */
  constructor(split: Split, count: number, streams: number) {
    this.#split = split;
    this.#streams = Math.min(streams, count);
    this.#length = Math.floor(count / this.#streams);
  }

  next(): Batch {
    const at = this.#at;
    this.#at = (at + 1) % this.#length;
    return {
      split: this.#split,
      indices: Uint32Array.from({ length: this.#streams }, (_, stream) => stream * this.#length + at),
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
