import type { At } from './words.ts';

/** Bytes of a vec4 of 32-bit floats, the unit of every offset in the arena. */
export const QUAD_BYTES = 16;

/** A range of the arena, in vec4 units. */
export interface ArenaRange {
  readonly at: number;
  readonly quads: number;
}

export interface Region extends ArenaRange {
  readonly name: string;
}

/**
 * Plans the ranges of one buffer. Nothing is allocated on the device: what a plan needs is known before it is asked
 * for. Ranges may be given back in the order of a stack, so that forward-only plans reuse what they have read.
 */
export class Arena {
  readonly #regions: Region[] = [];
  #top = 0;
  #peak = 0;

  /**
   * Reserves `quads` vec4; the range is zero when the plan starts. Numbers of which sort will lie there, whoever keeps the
   * place says.
   */
  allocate(name: string, quads: number): At<never> {
    const at = this.#top as At<never>;
    this.#regions.push({ name, at, quads });
    this.#top += quads;
    this.#peak = Math.max(this.#peak, this.#top);
    return at;
  }

  /** The present height, to be given to `release`. */
  mark(): number {
    return this.#top;
  }

  /** Gives back everything above `mark`: later ranges may overlap what was there. */
  release(mark: number): void {
    if (mark > this.#top) throw new RangeError('arena: release above the top');
    this.#top = mark;
  }

  /** Ranges of which only one is in use at a time share their place. */
  overlap<A, B>(one: () => A, other: () => B): [A, B] {
    const start = this.#top;
    const first = one();
    const end = this.#top;
    this.#top = start;
    const second = other();
    this.#top = Math.max(this.#top, end);
    return [first, second];
  }

  get quads(): number {
    return this.#peak;
  }

  get bytes(): number {
    return this.#peak * QUAD_BYTES;
  }

  /** Every range in the order of reservation. */
  get regions(): readonly Region[] {
    return this.#regions;
  }
}
