import type { ImageSplit } from './task.ts';

/** Means of 2 × 2 pixels, halves rounded up, so that every machine has the same bytes. `side` must be even. */
function halved(data: ImageSplit): ImageSplit {
  const { count, side } = data;
  const from = (index: number): number => data.pixels[index] ?? 0;
  const half = side / 2;
  const pixels = new Uint8Array(count * half ** 2);
  for (let out = 0; out < pixels.length; out++) {
    // Rows of all images follow each other, so output row r of the whole covers input rows 2r and 2r + 1.
    const at = 2 * Math.floor(out / half) * side + 2 * (out % half);
    const sum = from(at) + from(at + 1) + from(at + side) + from(at + side + 1);
    pixels[out] = (sum + 2) >> 2;
  }
  return { ...data, side: half, pixels };
}

/** Images averaged down to `side` pixels by repeated 2 × 2 means; throws RangeError where halving cannot give that side. */
export function averagedTo(data: ImageSplit, side: number): ImageSplit {
  if (data.side === side) return data;
  if (data.side < side || data.side % 2 !== 0)
    throw new RangeError(`${data.side} pixels a side cannot be averaged to ${side}`);
  return averagedTo(halved(data), side);
}
