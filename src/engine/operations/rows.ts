import { repeat } from '../wgsl.ts';
import { channelQuads, type Maps } from '../shape.ts';
import { segmentation, type Segmentation } from '../tiles.ts';

/** Invocations over row segments: one thread computes `segments.length` neighbouring outputs of one channel quad. */
export interface Rows {
  readonly segments: Segmentation;
  readonly quads: number;
  readonly invocations: number;
}

export function rowsOf(maps: Maps, tile: number): Rows {
  const segments = segmentation(maps.width, tile);
  const quads = channelQuads(maps.channels);
  return { segments, quads, invocations: maps.batch * maps.height * segments.count * quads };
}

/** Code that turns `index` into channel quad `q`, first column `column`, row `y`, the row's first pixel `rowPixel`. */
export function rowIndices(maps: Maps, { segments, quads }: Rows): string {
  return /* wgsl */ `
  let q = index % ${quads}u;
  let segment = index / ${quads}u;
  let column = ${segments.count === 1 ? '0' : `i32(segment % ${segments.count}u) * ${segments.length}`};
  let row = segment / ${segments.count}u;
  let y = i32(row % ${maps.height}u);
`;
}

/**
 * Code that loads the inputs of a row segment for a window of `size`, `v0` … left to right, zero beyond the border
 * (`read(element)` gives the WGSL of one value). `line` is the pixel index of the input row's first column. Bounds are
 * one unsigned comparison each: a short-circuit && is a branch, and SwiftShader took minutes to compile a few dozen.
 */
export function loadWindow(maps: Maps, rows: Rows, size: number, read: (element: string) => string): string {
  const radius = (size - 1) / 2;
  const { segments, quads } = rows;
  return repeat(segments.length + size - 1, (j) => {
    const shift = j - radius;
    const value = read(`(line + u32(column + ${shift})) * ${quads}u + q`);
    const always = shift >= 0 && shift < segments.length && segments.exact;
    const whole = segments.count === 1;
    if (always || (whole && shift >= 0 && shift < maps.width)) return `let v${j} = ${value};`;
    if (whole) return `let v${j} = vec4f(0);`;
    return `var v${j} = vec4f(0); if (u32(column + ${shift}) < ${maps.width}u) { v${j} = ${value}; }`;
  });
}

/** Code for each output `p` of the segment that lies within the row; `element` is its index in the map. */
export function eachOutput(maps: Maps, { segments, quads }: Rows, code: (p: number) => string): string {
  return repeat(segments.length, (p) => {
    const body = `let element = (row * ${maps.width}u + u32(column + ${p})) * ${quads}u + q;\n${code(p)}`;
    return segments.exact ? `{ ${body} }` : `if (column + ${p} < ${maps.width}) { ${body} }`;
  });
}
