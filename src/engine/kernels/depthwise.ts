import { operationKernel } from '../kernel.ts';
import { channelQuads, pixelCount } from '../shape.ts';
import type { Tiles } from '../tiles.ts';
import { chain, repeat } from '../wgsl.ts';
import {
  eachPixel,
  inputWindow,
  loadWindow,
  outputWindow,
  overRows,
  rowIndices,
  rowsOf,
  type RowWindow,
  type Tap,
} from './row-segments.ts';
import { walkRow, walksRows } from './row-walk.ts';
import { paddingBefore, windowLabel, windowMaps, type WindowShape } from './window.ts';
import { at, words } from '../words.ts';

/** Maps `x`, read through their affine, and filters `w`. */
const forwardEntry = words({ x: at('values'), affine: at('affine'), w: at('weights'), out: at('values') });
/** Gradient `dy` of the output; `out` becomes that of `x`, `sums` what the batch-norm before `x` needs. */
const backwardEntry = words({
  dy: at('gradient'),
  w: at('weights'),
  x: at('values'),
  affine: at('affine'),
  out: at('gradient'),
  sums: at('sums'),
});
const weightsEntry = words({ x: at('values'), affine: at('affine'), dy: at('gradient'), partials: at('partials') });

/**
 * Code that adds one row of the window to all sums: one expression a sum, since SwiftShader keeps variables, unlike
 * values within an expression, in memory.
 */
const accumulate = (window: RowWindow, { size, input }: WindowShape, length: number): string => {
  const quads = channelQuads(input.channels);
  return `${repeat(size, (kx) => `let tap${kx} = weights[w + u32(ky * ${size} + ${kx}) * ${quads}u + q];`)}
${repeat(length, (p) => {
  const taps = window.taps(p);
  const factors = (i: number): [string, string] => {
    const { kx, value } = taps[i] as Tap;
    return [`v${value}`, `tap${kx}`];
  };
  return `sum${p} = ${chain(taps.length, factors, `sum${p}`)};`;
})}`;
};

/** y = depthwise(relu(affine(x))), SAME padding; weights size × size × channels. */
export function depthwiseForward(shape: WindowShape, tiles: Tiles) {
  const rows = rowsOf(windowMaps(shape), tiles.segment);
  const window = inputWindow(shape, rows);
  const { quads, segments } = rows;
  const load = (pixel: string): string => `max(fma(arena[x + ${pixel} * ${quads}u + q], scale, shift), vec4f(0))`;
  const store = (value: string): string => `arena[out + element] = ${value};`;
  const tap = (ky: number, kx: number): string => `weights[w + ${(ky * shape.size + kx) * quads}u + q]`;
  const code = walksRows(rows, shape)
    ? walkRow({ maps: rows.maps, size: shape.size, load, tap, emit: store })
    : `${repeat(segments.length, (p) => `var sum${p} = vec4f(0);`)}
${overRows(
  window,
  `${loadWindow(window, load)}
${accumulate(window, shape, segments.length)}`,
)}
${eachPixel(rows, (p) => store(`sum${p}`))}`;
  return operationKernel({
    label: `depthwise forward ${windowLabel(shape)}`,
    entry: forwardEntry,
    invocations: rows.invocations,
    body: /* wgsl */ `
  ${rowIndices(rows)}
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
${code}`,
  });
}

/** Row segments that one entry's backward pass leaves partial batch-norm sums for, each `quads` × 2 vec4. */
export function depthwiseBackwardTiles({ input, stride }: WindowShape, tiles: Tiles): number {
  const rows = rowsOf(input, tiles.segment, stride);
  return rows.invocations / rows.quads;
}

/**
 * Gradient of `depthwiseForward` with respect to affine(x), masked by its ReLU. With `sums` it also leaves the
 * partial sums Σ g and Σ g·x̂ that the batch-norm before it needs, x̂ being the normalised x.
 */
export function depthwiseBackward(shape: WindowShape, tiles: Tiles, sums: boolean) {
  const { input, size, stride } = shape;
  const rows = rowsOf(input, tiles.segment, stride);
  const window = outputWindow(shape, rows);
  const { quads, segments } = rows;
  const load = (pixel: string): string => `arena[dy + ${pixel} * ${quads}u + q]`;
  const store = (value: string): string => `let raw = arena[x + element];
    let g = select(vec4f(0), ${value}, fma(raw, scale, shift) > vec4f(0));
    arena[out + element] = g; ${sums ? 'total += g; product += g * ((raw - mean) * inverse);' : ''}`;
  // The gradient of a filter at stride 1 is the filter turned round.
  const tap = (ky: number, kx: number): string => `weights[w + ${(size * size - 1 - ky * size - kx) * quads}u + q]`;
  const code = walksRows(rows, shape)
    ? walkRow({ maps: input, size, load, tap, emit: store })
    : `${repeat(segments.length, (p) => `var sum${p} = vec4f(0);`)}
${overRows(
  window,
  `${loadWindow(window, load)}
${accumulate(window, shape, segments.length)}`,
)}
${eachPixel(rows, (p) => store(`sum${p}`))}`;
  return operationKernel({
    label: `depthwise backward${sums ? ' with sums' : ''} ${windowLabel(shape)}`,
    entry: backwardEntry,
    invocations: rows.invocations,
    body: /* wgsl */ `
  ${rowIndices(rows)}
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
  ${
    sums
      ? `let mean = arena[affine + ${2 * quads}u + q]; let inverse = arena[affine + ${3 * quads}u + q];
  var total = vec4f(0); var product = vec4f(0);`
      : ''
  }
${code}
  ${sums ? `arena[sums + index * 2u] = total; arena[sums + index * 2u + 1u] = product;` : ''}`,
  });
}

/** Chunks of input rows over which the weight gradient is summed; each leaves size × size × channels partial sums. */
export function depthwiseChunks(
  { input }: WindowShape,
  tiles: Tiles,
): { readonly count: number; readonly rows: number } {
  const rows = Math.max(1, Math.floor(tiles.chunk / input.width));
  return { count: Math.ceil((input.batch * input.height) / rows), rows };
}

/**
 * Partial gradients of the weights of `depthwiseForward`, one set a chunk. An invocation holds the sums of all taps and
 * walks along each row of the input with the values under the window, so that each is loaded (and passes affine and
 * ReLU) once. A short loop: SwiftShader ran it three times as fast as an unrolled row, and compiles it sooner.
 */
export function depthwiseWeights(shape: WindowShape, tiles: Tiles) {
  const { input, size, stride } = shape;
  const maps = windowMaps(shape);
  const quads = channelQuads(input.channels);
  const chunks = depthwiseChunks(shape, tiles);
  const [top, left] = [paddingBefore(input.height, shape), paddingBefore(input.width, shape)];
  /** Values that the window at the next output still covers. */
  const kept = Math.max(0, size - stride);
  const value = (column: string): string =>
    `max(fma(arena[x + (line + ${column}) * ${quads}u + q], scale, shift), vec4f(0))`;
  const firstValue = (kx: number): string =>
    `var v${kx} = ${kx >= left && kx - left < input.width ? value(`${kx - left}u`) : 'vec4f(0)'};`;
  const nextValue = (kx: number): string => {
    const column = `column * ${stride}u + ${kx - left}u`;
    return `var v${kx} = vec4f(0); if (${column} < ${input.width}u) { v${kx} = ${value(column)}; }`;
  };
  const taps = (line: (tap: number) => string): string => repeat(size * size, line);
  /** The row of outputs whose window has this row of the input as its row `ky`. */
  const outputRow = (ky: number): string => {
    const above = `(imageRow + ${top - ky})`;
    const whole = stride === 1 ? '' : ` & (${above} % ${stride} == 0)`;
    return `let meets${ky} = (u32(${above} / ${stride}) < ${maps.height}u)${whole};
    let dy${ky} = dy + select(0u, (image * ${maps.height}u + u32(${above} / ${stride})) * ${maps.width}u, meets${ky}) * ${quads}u + q;`;
  };
  return operationKernel({
    label: `depthwise weights ${windowLabel(shape)}`,
    entry: weightsEntry,
    invocations: quads * chunks.count,
    body: /* wgsl */ `
  let q = index % ${quads}u;
  let chunk = index / ${quads}u;
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
${taps((tap) => `var sum${tap} = vec4f(0);`)}
  let end = min((chunk + 1u) * ${chunks.rows}u, ${input.batch * input.height}u);
  for (var row = chunk * ${chunks.rows}u; row < end; row++) {
    let image = row / ${input.height}u;
    let imageRow = i32(row % ${input.height}u);
    let line = row * ${input.width}u;
${repeat(size, outputRow)}
${repeat(kept, firstValue)}
    for (var column = 0u; column < ${maps.width}u; column++) {
${repeat(size - kept, (next) => nextValue(kept + next))}
${repeat(size, (ky) => `let g${ky} = select(vec4f(0), arena[dy${ky} + column * ${quads}u], meets${ky});`)}
${taps((tap) => `sum${tap} = fma(v${tap % size}, g${Math.floor(tap / size)}, sum${tap});`)}
${repeat(kept, (kx) => `v${kx} = v${kx + stride};`)}
    }
  }
${taps((tap) => `arena[partials + (chunk * ${size * size}u + ${tap}u) * ${quads}u + q] = sum${tap};`)}`,
  });
}

/** Multiply–adds of the forward pass for the whole batch. */
export function depthwiseWork(shape: WindowShape): number {
  return pixelCount(windowMaps(shape)) * shape.input.channels * shape.size ** 2;
}
