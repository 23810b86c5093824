import { lax, nn, numpy as np } from '@jax-js/jax';

/** Feature maps [B, C, H, W]. As everywhere in jax-js, a function takes over the arrays that it is given. */
export type Maps = np.Array;

const EPSILON = 1e-5;
const ALL_BUT_CHANNELS = [0, 2, 3];
const WINDOW = 3;
const REACH = (WINDOW - 1) / 2;

export const relu = nn.relu;

/** Batch-norm by the statistics of this batch, then scale and offset [C]. */
export function batchNorm(x: Maps, scale: np.Array, offset: np.Array): Maps {
  const perChannel = (values: np.Array): np.Array => values.reshape([1, -1, 1, 1]);
  const centred = x.ref.sub(np.mean(x, ALL_BUT_CHANNELS, { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), ALL_BUT_CHANNELS, { keepdims: true });
  return centred
    .div(np.sqrt(variance.add(EPSILON)))
    .mul(perChannel(scale))
    .add(perChannel(offset));
}

/** SAME, with filters [Cout, Cin, k, k]. */
export function convolution(x: Maps, filters: np.Array, stride = 1): Maps {
  return lax.convGeneralDilated(x, filters, [stride, stride], 'SAME');
}

/** SAME, with filters [C, 1, k, k], one a channel. */
export function depthwise(x: Maps, filters: np.Array): Maps {
  const [channels] = filters.shape as [number];
  return lax.convGeneralDilated(x, filters, [1, 1], 'SAME', { featureGroupCount: channels });
}

/** Two strided 1×1 convolutions side by side, the second one of the maps shifted by (1, 1). */
export function factorisedReduction(x: Maps, path0: np.Array, path1: np.Array): Maps {
  const shifted = bordered(x.ref, 0, 1).slice([], [], [1], [1]);
  return np.concatenate([convolution(x, path0, 2), convolution(shifted, path1, 2)], 1);
}

/** 3×3, stride 1, over the pixels that exist. */
export function maxPool(x: Maps): Maps {
  const exists = bordered(np.onesLike(x.ref), REACH, REACH).greater(0);
  return lax.reduceWindow(np.where(exists, bordered(x, REACH, REACH), -Infinity), np.max, [WINDOW, WINDOW]);
}

/** 3×3, stride 1: the mean over the pixels that exist. */
export function averagePool(x: Maps): Maps {
  const [height, width] = x.shape.slice(2) as [number, number];
  const counts = pixelsInWindow(height).flatMap((rows) => pixelsInWindow(width).map((columns) => rows * columns));
  const sums = lax.reduceWindow(bordered(x, REACH, REACH), np.sum, [WINDOW, WINDOW]);
  return sums.div(np.array(counts).reshape([1, 1, height, width]));
}

/** Rows and columns of zeros before and after. */
function bordered(x: Maps, before: number, after: number): Maps {
  return np.pad(x, [
    [0, 0],
    [0, 0],
    [before, after],
    [before, after],
  ]);
}

/** How many pixels of a line each window sees: fewer at the ends. */
function pixelsInWindow(length: number): number[] {
  return Array.from({ length }, (_, at) => Math.min(at + REACH, length - 1) - Math.max(at - REACH, 0) + 1);
}
