import type { Maps } from '../shape.ts';
import { chain, repeat } from '../wgsl.ts';
import type { Rows } from './row-segments.ts';
import type { WindowShape } from './window.ts';

/** A size × size filter, stride 1, over one channel quad. */
export interface Walk {
  readonly maps: Maps;
  readonly size: number;
  /** WGSL of the value at a pixel. */
  readonly load: (pixel: string) => string;
  /** WGSL of a filter weight. */
  readonly tap: (ky: number, kx: number) => string;
  /** Code that takes a finished output; `element` is its place in the maps. */
  readonly emit: (value: string) => string;
}

/**
 * Whether to walk: each invocation has a whole row, long enough to pay. On shorter ones an unrolled row was as fast and
 * compiled sooner.
 */
export function walksRows({ maps, segments }: Rows, { size, stride }: WindowShape): boolean {
  return stride === 1 && segments.count === 1 && maps.width >= 2 * size;
}

/**
 * Code that filters a whole row column by column with as many sums as the filter is wide: each input is loaded once and
 * added to all outputs that it touches. The loop is short: SwiftShader ran it up to three times as fast as an unrolled
 * segment. Rows beyond the border get filters of zeros.
 */
export function walkRow({ maps, size, load, tap, emit }: Walk): string {
  const radius = (size - 1) / 2;
  const { height, width, channels } = maps;
  const line = (ky: number): string => /* wgsl */ `
  let meets${ky} = u32(imageRow + ${ky - radius}) < ${height}u;
  let line${ky} = select(row, u32(i32(row) + ${ky - radius}), meets${ky}) * ${width}u;
${repeat(size, (kx) => `let tap${ky}_${kx} = select(vec4f(0), ${tap(ky, kx)}, meets${ky});`)}`;
  const add = (kx: number): string => `sum${kx} = ${chain(size, (ky) => [`v${ky}`, `tap${ky}_${kx}`], `sum${kx}`)};`;
  const finish = (column: string, kx: number): string =>
    `{ let element = (row * ${width}u + ${column}) * ${channels / 4}u + q; ${emit(`sum${kx}`)} }`;
  return /* wgsl */ `
${repeat(size, line)}
${repeat(size, (kx) => `var sum${kx} = vec4f(0);`)}
  for (var at = 0u; at < ${width}u; at++) {
${repeat(size, (ky) => `let v${ky} = ${load(`(line${ky} + at)`)};`)}
${repeat(size, add)}
    if (at >= ${radius}u) ${finish(`at - ${radius}u`, size - 1)}
${repeat(size - 1, (n) => `sum${size - 1 - n} = sum${size - 2 - n};`)}
    sum0 = vec4f(0);
  }
${repeat(radius, (n) => finish(`${width - radius + n}u`, size - 1 - n))}`;
}
