import type { Segmentation } from '../tiles.ts';
import { repeat } from '../wgsl.ts';

/** Code that leaves Σ y and Σ (y − mean)² of a tile's outputs `y{p}_{o}`; merged later as Chan et al. (1983). */
export function partialMoments(tile: Segmentation, total: number, o: number, target: string): string {
  const valid = (p: number): string => (tile.exact ? '1.0' : `f32(start + ${p}u < ${total}u)`);
  return /* wgsl */ `{
  let count = ${tile.exact ? `${tile.length}.0` : `f32(min(${total}u - start, ${tile.length}u))`};
  var total = vec4f(0);
${repeat(tile.length, (p) => `total += y${p}_${o} * ${valid(p)};`)}
  let mean = total / count;
  var squares = vec4f(0);
${repeat(tile.length, (p) => `{ let d = (y${p}_${o} - mean) * ${valid(p)}; squares += d * d; }`)}
  arena[${target}] = total; arena[${target} + 1u] = squares;
}`;
}

/**
 * Code that a walk over pixels adds its output `y` to: sums about the first value, which is as near to the mean as any,
 * in variables `pivot`, `sum` and `squares` with a suffix.
 */
export const addMoments = (isFirst: string, suffix: number | '' = ''): string => /* wgsl */ `
    if (${isFirst}) { pivot${suffix} = y; }
    let d = y - pivot${suffix};
    sum${suffix} += d; squares${suffix} += d * d;`;

/** Code that leaves Σ y and Σ (y − mean)² of the `count` pixels walked over; merged later as Chan et al. (1983). */
export const leaveMoments = (count: string, target: string, suffix: number | '' = ''): string => /* wgsl */ `{
    let partial = ${target}; let count = ${count};
    arena[partial] = fma(pivot${suffix}, vec4f(count), sum${suffix});
    arena[partial + 1u] = max(squares${suffix} - sum${suffix} * sum${suffix} / count, vec4f(0));
  }`;
