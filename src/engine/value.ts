import type { Maps } from './shape.ts';
import type { At } from './words.ts';

/** Where a tensor lies in the arena and the affine that its readers apply to it. */
export interface TensorRef {
  readonly at: At<'values'>;
  readonly affine: At<'affine'>;
}

/** The gradient of something that was added with weight z to a tensor whose gradient lies at `at`. */
export interface GradientRef {
  readonly at: At<'gradient'>;
  readonly z: number;
}

/**
 * Feature maps that several operations may read: their gradient is gathered, in the order in which the readers were
 * added, from what each reader left.
 */
export class Value implements TensorRef {
  readonly maps: Maps;
  readonly at: At<'values'>;
  readonly affine: At<'affine'>;
  /** Where the gathered gradient lies; unused in forward-only plans. */
  readonly gradient: At<'gradient'>;
  #contributions: GradientRef[] = [];

  constructor(maps: Maps, at: At<'values'>, affine: At<'affine'>, gradient: At<'gradient'>) {
    this.maps = maps;
    this.at = at;
    this.affine = affine;
    this.gradient = gradient;
  }

  /** A reader's contribution to this step's gradient. */
  contribute(gradient: GradientRef): void {
    this.#contributions.push(gradient);
  }

  /** This step's contributions; forgets them. */
  takeContributions(): readonly GradientRef[] {
    const contributions = this.#contributions;
    this.#contributions = [];
    return contributions;
  }
}
