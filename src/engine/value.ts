import type { Maps } from './shape.ts';
import { floatBits } from './words.ts';

/** Where a tensor lies in the arena and the affine that its readers apply to it, in vec4. */
export interface TensorRef {
  readonly at: number;
  readonly affine: number;
}

/** The gradient of something that was added with weight z to a tensor whose gradient lies at `at`. */
export interface GradientRef {
  readonly at: number;
  readonly z: number;
}

/**
 * Feature maps that several operations may read: their gradient is gathered, in the order in which the readers were
 * added, from what each reader left.
 */
export class Value implements TensorRef {
  readonly maps: Maps;
  readonly at: number;
  readonly affine: number;
  /** Where the gathered gradient lies; unused in forward-only plans. */
  readonly gradient: number;
  #sources: number[] = [];

  constructor(maps: Maps, at: number, affine: number, gradient: number) {
    this.maps = maps;
    this.at = at;
    this.affine = affine;
    this.gradient = gradient;
  }

  /** A reader's contribution to this step's gradient: z times the tensor at `at`. */
  contribute({ at, z }: GradientRef): void {
    this.#sources.push(at, floatBits(z));
  }

  /** This step's contributions as pairs (place, bits of z); forgets them. */
  takeContributions(): readonly number[] {
    const sources = this.#sources;
    this.#sources = [];
    return sources;
  }
}
