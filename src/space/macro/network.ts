import { planStem, type StemPlan } from '../stem.ts';
import type { MacroConfig } from './config.ts';

/** One layer; its maps and those that it reads have `side` × `side` pixels. */
export interface LayerPlan {
  readonly index: number;
  readonly side: number;
}

/** A place where every node that is still read is halved, each by a factorised reduction of its own. */
export interface PoolPlan {
  readonly index: number;
  /** The layer after which it stands; nodes 0 to `after` + 1 are there by then. */
  readonly after: number;
  /** Pixels a side before and after. */
  readonly from: number;
  readonly side: number;
}

/** Global average pool, then a linear layer without bias. */
export interface HeadPlan {
  readonly side: number;
  readonly channels: number;
  readonly classes: number;
}

/** The whole network but what the layers compute: the same for every child, with the same channels everywhere. */
export interface NetworkPlan {
  readonly stem: StemPlan;
  readonly channels: number;
  readonly layers: readonly LayerPlan[];
  readonly pools: readonly PoolPlan[];
  readonly head: HeadPlan;
}

/**
 * Lays out stem, layers, pools and head. Pools stand after the layers L//3 − 1 and 2(L//3) − 1 (methods/enas 3.3), so
 * what 3 does not divide lengthens the last stage; with fewer than three layers there is none. Maps of 1×1 pixels are
 * not reduced, since half of the channels would see padding only.
 */
export function planNetwork(config: MacroConfig): NetworkPlan {
  const { channels, classes } = config;
  const stem = planStem(config.stem, config.imageSide, channels);
  const third = Math.floor(config.layers / 3);
  const layers: LayerPlan[] = [];
  const pools: PoolPlan[] = [];
  let { side } = stem;
  for (let index = 0; index < config.layers; index++) {
    layers.push({ index, side });
    if ((index === third - 1 || index === 2 * third - 1) && side > 1) {
      const from = side;
      side = Math.ceil(from / 2);
      pools.push({ index: pools.length, after: index, from, side });
    }
  }
  return { stem, channels, layers, pools, head: { side, channels, classes } };
}
