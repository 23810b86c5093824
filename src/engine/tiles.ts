/** How much one invocation does. Results differ between tiles only by rounding. */
export interface Tiles {
  /** Longest row segment of a depthwise convolution or pool. */
  readonly segment: number;
  /** Most pixels that one invocation holds side by side. */
  readonly pixels: number;
  /** Most pixels that one invocation of a pointwise convolution walks over. */
  readonly walk: number;
  /** Channel quads of a pointwise convolution. */
  readonly quads: number;
  /** Pixels over which one invocation sums a weight gradient. */
  readonly chunk: number;
  /** Invocations that share a final sum; 1 means no workgroup memory and no barrier. */
  readonly reducers: number;
  /** Most invocations that walk the cells of a recurrent network together, waiting for each other at every node. */
  readonly walkers: number;
}

/**
 * On a software adapter registers are cheap and a barrier costs about 13 µs a workgroup: long tiles, lone reducers.
 * Measured on SwiftShader (docs/engine.md 2.9).
 */
export const softwareTiles: Tiles = {
  segment: 14,
  pixels: 14,
  walk: 56,
  quads: 2,
  chunk: 392,
  reducers: 1,
  walkers: 4,
};

/** A graphics processor wants many invocations with few registers. Not yet tuned by measurement. */
export const hardwareTiles: Tiles = { segment: 4, pixels: 4, walk: 8, quads: 1, chunk: 98, reducers: 64, walkers: 64 };

/** A row of `width` outputs in equal segments; `exact` when the last one is full. */
export interface Segmentation {
  readonly count: number;
  readonly length: number;
  readonly exact: boolean;
}

export function segmentation(width: number, tile: number): Segmentation {
  const count = Math.ceil(width / tile);
  const length = Math.ceil(width / count);
  return { count, length, exact: count * length === width };
}

/** `total` items in tiles of at most `tile`: a divisor of the total where one is near, so that no tail is checked. */
export function tiling(total: number, tile: number): Segmentation {
  for (let length = tile; length * 2 > tile; length--) {
    if (total % length === 0) return { count: total / length, length, exact: true };
  }
  return { count: Math.ceil(total / tile), length: tile, exact: total % tile === 0 };
}
