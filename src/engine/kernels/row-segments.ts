import { channelQuads, type Maps } from '../shape.ts';
import { segmentation, type Segmentation } from '../tiles.ts';
import { repeat } from '../wgsl.ts';
import { paddingBefore, windowMaps, type WindowShape } from './window.ts';

/** Invocations over row segments: one thread computes `segments.length` neighbouring pixels of one channel quad. */
export interface Rows {
  readonly maps: Maps;
  readonly segments: Segmentation;
  /** Channel quads, or groups of them where a thread computes several. */
  readonly quads: number;
  readonly invocations: number;
}

/** Segments of at most about `tile` pixels; where there are several, their length is a multiple of `multiple`. */
export function rowsOf(maps: Maps, tile: number, multiple = 1, quads = channelQuads(maps.channels)): Rows {
  const even = segmentation(maps.width, tile);
  const length = even.count === 1 ? even.length : Math.ceil(even.length / multiple) * multiple;
  const count = Math.ceil(maps.width / length);
  const segments = { count, length, exact: count * length === maps.width };
  return { maps, segments, quads, invocations: maps.batch * maps.height * count * quads };
}

/** Code that turns `index` into channel quad `q`, `segment`, its first `column`, `row` (of all images) and `imageRow`. */
export function rowIndices({ maps, segments, quads }: Rows): string {
  return /* wgsl */ `
  let q = index % ${quads}u;
  let segment = index / ${quads}u;
  let column = ${segments.count === 1 ? '0' : `i32(segment % ${segments.count}u) * ${segments.length}`};
  let row = segment / ${segments.count}u;
  let imageRow = i32(row % ${maps.height}u);
`;
}

/** Code for each pixel `p` of the segment that lies within the row; `element` is the place of its quad in the maps. */
export function eachPixel({ maps, segments, quads }: Rows, code: (p: number) => string): string {
  return repeat(segments.length, (p) => {
    const body = `let pixel = row * ${maps.width}u + u32(column + ${p}); let element = pixel * ${quads}u + q;\n${code(p)}`;
    return segments.exact ? `{ ${body} }` : `if (column + ${p} < ${maps.width}) { ${body} }`;
  });
}

/** One of the values that a pixel reads in a row: which tap of the window it meets. */
export interface Tap {
  readonly kx: number;
  /** Index of the loaded value. */
  readonly value: number;
}

/** How a segment's pixels read the rows of the maps on the other side of a window. */
export interface RowWindow {
  readonly size: number;
  /** Pixels of a row on the other side. */
  readonly width: number;
  /** WGSL of the column that the segment's first pixel stands at on the other side, and its largest value. */
  readonly base: string;
  readonly lastBase: number;
  /** Column of value 0, relative to `base`; the values are neighbours. */
  readonly first: number;
  readonly count: number;
  taps(p: number): readonly Tap[];
  /**
   * Code, for the body of a loop, that finds the row under window row `ky`: row `yy` of its image, whose first pixel is
   * `line`. Goes on to the next turn where there is none.
   */
  readonly enterRow: string;
}

const rowAt = (yy: string, rows: Rows, other: Maps): string => /* wgsl */ `let yy = ${yy};
    if (u32(yy) >= ${other.height}u) { continue; }
    let line = (row / ${rows.maps.height}u * ${other.height}u + u32(yy)) * ${other.width}u;`;

/** What a segment of outputs reads of the input. */
export function inputWindow(shape: WindowShape, rows: Rows): RowWindow {
  const { input, size, stride } = shape;
  const { count, length } = rows.segments;
  const [base, y] = stride === 1 ? ['column', 'imageRow'] : [`column * ${stride}`, `imageRow * ${stride}`];
  return {
    size,
    width: input.width,
    base,
    lastBase: (count - 1) * length * stride,
    first: -paddingBefore(input.width, shape),
    count: (length - 1) * stride + size,
    taps: (p) => Array.from({ length: size }, (_, kx) => ({ kx, value: p * stride + kx })),
    enterRow: rowAt(`${y} + ky - ${paddingBefore(input.height, shape)}`, rows, input),
  };
}

/** What a segment of input pixels reads of the outputs: all that it took part in. Segments start at whole strides. */
export function outputWindow(shape: WindowShape, rows: Rows): RowWindow {
  const { input, size, stride } = shape;
  const { count, length } = rows.segments;
  const output = windowMaps(shape);
  const padding = paddingBefore(input.width, shape);
  const first = Math.ceil((padding - size + 1) / stride);
  const back = `imageRow + ${paddingBefore(input.height, shape)} - ky`;
  return {
    size,
    width: output.width,
    base: stride === 1 ? 'column' : `column / ${stride}`,
    lastBase: ((count - 1) * length) / stride,
    first,
    count: Math.floor((length - 1 + padding) / stride) - first + 1,
    taps: (p) =>
      Array.from({ length: size }, (_, kx) => ({ kx, value: (p + padding - kx) / stride - first })).filter(
        ({ value }) => Number.isInteger(value),
      ),
    enterRow:
      stride === 1
        ? rowAt(back, rows, output)
        : `if ((${back}) % ${stride} != 0) { continue; }\n${rowAt(`(${back}) / ${stride}`, rows, output)}`,
  };
}

/** Code that runs `body` for each row of the window that meets the maps on the other side. */
export function overRows({ size, enterRow }: RowWindow, body: string): string {
  return /* wgsl */ `
  for (var ky = 0; ky < ${size}; ky++) {
    ${enterRow}
${body}
  }`;
}

/** Whether value `j` of a window lies within the row, wherever the segment is. */
function inside({ width, first, lastBase }: RowWindow, j: number): 'always' | 'never' | 'sometimes' {
  const column = first + j;
  if (column + lastBase < 0 || column >= width) return 'never';
  return column >= 0 && column + lastBase < width ? 'always' : 'sometimes';
}

/** WGSL of whether value `j` lies within the row. */
export function isInside(window: RowWindow, j: number): string {
  const known = inside(window, j);
  return known === 'sometimes'
    ? `(u32(${window.base} + ${window.first + j}) < ${window.width}u)`
    : String(known === 'always');
}

/**
 * Code that loads the values of a window, `v0` … left to right, zero beyond the border (`read(pixel)` gives the WGSL of
 * one value). Bounds are one unsigned comparison each: a short-circuit && is a branch, and SwiftShader took minutes to
 * compile a few dozen.
 */
export function loadWindow(window: RowWindow, read: (pixel: string) => string, name = 'v'): string {
  return repeat(window.count, (j) => {
    const value = read(`(line + u32(${window.base} + ${window.first + j}))`);
    const known = inside(window, j);
    if (known === 'always') return `let ${name}${j} = ${value};`;
    if (known === 'never') return `let ${name}${j} = vec4f(0);`;
    return `var ${name}${j} = vec4f(0); if ${isInside(window, j)} { ${name}${j} = ${value}; }`;
  });
}
