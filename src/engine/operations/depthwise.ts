import { operationKernel, type Kernel } from '../kernel.ts';
import { mapsLabel, pixelCount, type Maps } from '../shape.ts';
import type { Tiles } from '../tiles.ts';
import { chain, repeat } from '../wgsl.ts';
import { eachOutput, loadWindow, rowIndices, rowsOf } from './rows.ts';

/** Words of an entry: input, its affine, weights, output. */
export const DEPTHWISE_STRIDE = 4;
/** Words: gradient of the output, weights, input, its affine, gradient of the input, partial sums. */
export const DEPTHWISE_BACKWARD_STRIDE = 6;
/** Words: input, its affine, gradient of the output, partial sums. */
export const DEPTHWISE_WEIGHTS_STRIDE = 4;

/**
 * Code that adds one row of the window to all sums: one expression a sum, since SwiftShader keeps variables, unlike
 * values within an expression, in memory.
 */
const accumulate = (size: number, length: number, weight: (kx: number) => string): string =>
  `${repeat(size, (kx) => `let tap${kx} = weights[${weight(kx)}];`)}
${repeat(length, (p) => `sum${p} = ${chain(size, (kx) => [`v${p + kx}`, `tap${kx}`], `sum${p}`)};`)}`;

/** y = depthwise(relu(affine(x))), stride 1, SAME padding; weights size × size × channels. */
export function depthwiseForward(maps: Maps, size: number, tiles: Tiles): Kernel {
  const rows = rowsOf(maps, tiles.segment);
  const radius = (size - 1) / 2;
  const { quads, segments } = rows;
  return operationKernel({
    label: `depthwise ${size} forward ${mapsLabel(maps)}`,
    stride: DEPTHWISE_STRIDE,
    invocations: rows.invocations,
    body: /* wgsl */ `
  let x = table[entry]; let affine = table[entry + 1u]; let w0 = table[entry + 2u]; let out = table[entry + 3u];
  ${rowIndices(maps, rows)}
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
${repeat(segments.length, (p) => `var sum${p} = vec4f(0);`)}
  for (var ky = 0; ky < ${size}; ky++) {
    let yy = y + ky - ${radius};
    if (u32(yy) >= ${maps.height}u) { continue; }
    let line = u32(i32(row) + ky - ${radius}) * ${maps.width}u;
${loadWindow(maps, rows, size, (element) => `max(fma(arena[x + ${element}], scale, shift), vec4f(0))`)}
${accumulate(size, segments.length, (kx) => `w0 + u32(ky * ${size} + ${kx}) * ${quads}u + q`)}
  }
${eachOutput(maps, rows, (p) => `arena[out + element] = sum${p};`)}`,
  });
}

/** Row segments that one entry's backward pass leaves partial batch-norm sums for, each `quads` × 2 vec4. */
export function depthwiseBackwardTiles(maps: Maps, tiles: Tiles): number {
  const rows = rowsOf(maps, tiles.segment);
  return rows.invocations / rows.quads;
}

/**
 * Gradient of `depthwiseForward` with respect to affine(x), masked by its ReLU. With `sums` it also leaves the
 * partial sums Σ g and Σ g·x̂ that the batch-norm before it needs, x̂ being the normalised x.
 */
export function depthwiseBackward(maps: Maps, size: number, tiles: Tiles, sums: boolean): Kernel {
  const rows = rowsOf(maps, tiles.segment);
  const radius = (size - 1) / 2;
  const { quads, segments } = rows;
  const last = size * size - 1;
  const add = /* wgsl */ `let normalised = (raw - mean) * inverse; total += g; product += g * normalised;`;
  return operationKernel({
    label: `depthwise ${size} backward${sums ? ' with sums' : ''} ${mapsLabel(maps)}`,
    stride: DEPTHWISE_BACKWARD_STRIDE,
    invocations: rows.invocations,
    body: /* wgsl */ `
  let dy = table[entry]; let w0 = table[entry + 1u]; let x = table[entry + 2u]; let affine = table[entry + 3u];
  let out = table[entry + 4u]; let partials = table[entry + 5u];
  ${rowIndices(maps, rows)}
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
${repeat(segments.length, (p) => `var sum${p} = vec4f(0);`)}
  for (var ky = 0; ky < ${size}; ky++) {
    let yy = y + ky - ${radius};
    if (u32(yy) >= ${maps.height}u) { continue; }
    let line = u32(i32(row) + ky - ${radius}) * ${maps.width}u;
${loadWindow(maps, rows, size, (element) => `arena[dy + ${element}]`)}
${accumulate(size, segments.length, (kx) => `w0 + u32(${last - kx} - ky * ${size}) * ${quads}u + q`)}
  }
  ${
    sums
      ? `let mean = arena[affine + ${2 * quads}u + q]; let inverse = arena[affine + ${3 * quads}u + q];
  var total = vec4f(0); var product = vec4f(0);`
      : ''
  }
${eachOutput(
  maps,
  rows,
  (p) => `let raw = arena[x + element];
    let g = select(vec4f(0), sum${p}, fma(raw, scale, shift) > vec4f(0));
    arena[out + element] = g; ${sums ? add : ''}`,
)}
  ${sums ? `arena[partials + index * 2u] = total; arena[partials + index * 2u + 1u] = product;` : ''}`,
  });
}

/** Chunks of rows over which the weight gradient is summed; each leaves size × size × channels partial sums. */
export function depthwiseChunks(maps: Maps, tiles: Tiles): { readonly count: number; readonly rows: number } {
  const total = maps.batch * maps.height;
  const rows = Math.max(1, Math.floor(tiles.chunk / maps.width));
  return { count: Math.ceil(total / rows), rows };
}

/** Partial gradients of the weights of `depthwiseForward`, one set a chunk. */
export function depthwiseWeights(maps: Maps, size: number, tiles: Tiles): Kernel {
  const rows = rowsOf(maps, tiles.segment);
  const radius = (size - 1) / 2;
  const { quads, segments } = rows;
  const chunks = depthwiseChunks(maps, tiles);
  const within = (p: number): string => (segments.exact ? 'true' : `column + ${p} < ${maps.width}`);
  const load = (p: number): string => {
    const value = `arena[dy + (row * ${maps.width}u + u32(column + ${p})) * ${quads}u + q]`;
    return segments.exact ? `let g${p} = ${value};` : `var g${p} = vec4f(0); if (${within(p)}) { g${p} = ${value}; }`;
  };
  return operationKernel({
    label: `depthwise ${size} weights ${mapsLabel(maps)}`,
    stride: DEPTHWISE_WEIGHTS_STRIDE,
    invocations: quads * size * chunks.count,
    body: /* wgsl */ `
  let x = table[entry]; let affine = table[entry + 1u]; let dy = table[entry + 2u]; let partials = table[entry + 3u];
  let q = index % ${quads}u;
  let ky = i32(index / ${quads}u % ${size}u);
  let chunk = index / ${quads * size}u;
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
${repeat(size, (kx) => `var sum${kx} = vec4f(0);`)}
  let end = min((chunk + 1u) * ${chunks.rows}u, ${maps.batch * maps.height}u);
  for (var row = chunk * ${chunks.rows}u; row < end; row++) {
    let yy = i32(row % ${maps.height}u) + ky - ${radius};
    if (u32(yy) >= ${maps.height}u) { continue; }
    let line = u32(i32(row) + ky - ${radius}) * ${maps.width}u;
    for (var column = 0; column < ${maps.width}; column += ${segments.length}) {
${repeat(segments.length, load)}
${loadWindow(maps, rows, size, (element) => `max(fma(arena[x + ${element}], scale, shift), vec4f(0))`)}
${repeat(size, (kx) => `sum${kx} = ${chain(segments.length, (p) => [`v${p + kx}`, `g${p}`], `sum${kx}`)};`)}
    }
  }
${repeat(size, (kx) => `arena[partials + (chunk * ${size * size}u + u32(ky) * ${size}u + ${kx}u) * ${quads}u + q] = sum${kx};`)}`,
  });
}

/** Multiply–adds of the forward pass for the whole batch. */
export function depthwiseWork(maps: Maps, size: number): number {
  return pixelCount(maps) * maps.channels * size * size;
}
