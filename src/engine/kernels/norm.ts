import { rawKernel, noWords, type Kernel } from '../kernel.ts';
import { channelQuads, mapsLabel, pixelCount, type Maps } from '../shape.ts';
import { tiling, type Segmentation, type Tiles } from '../tiles.ts';
import { LIST_HEADER_WORDS, OPERATION_BINDINGS } from '../wgsl.ts';

/** Words of an entry: partial sums, scale weights, offset weights, affine. */
export const NORM_STRIDE = 4;
/** Words: gradient of the output, raw input, affine, partial sums. */
export const NORM_SUMS_STRIDE = 4;
/** Words: partial sums, affine, scale weights, bits of the gradient's factor, coefficients, d scale, d offset. */
export const NORM_BACKWARD_STRIDE = 7;

/** Added to the variance (methods/enas 3.5). */
const NORM_EPSILON = 1e-5;

/**
 * Vec4 of an affine: scale, shift, mean and 1 / standard deviation of each channel. Readers of a tensor apply scale
 * and shift while loading; the normalised tensor is never stored.
 */
export const affineQuads = (maps: Maps): number => 4 * channelQuads(maps.channels);
/** Vec4 of the coefficients (a, b, c) with which dL/dx = a·g + b·x + c. */
export const coefficientQuads = (maps: Maps): number => 3 * channelQuads(maps.channels);

/**
 * A kernel that finishes sums: one invocation (or, with more reducers, one workgroup) for each channel quad `q`.
 * `sum(name, start, count, value)` in the body gives code for a sum in fixed order.
 */
function finishKernel(
  label: string,
  stride: number,
  quads: number,
  tiles: Tiles,
  body: (sum: (name: string, count: number, value: string) => string) => string,
): Kernel {
  const { reducers } = tiles;
  if (reducers === 1) {
    const sum = (name: string, count: number, value: string): string =>
      `var ${name} = vec4f(0); for (var i = 0u; i < ${count}u; i++) { ${name} += ${value}; }`;
    return rawKernel('operation', {
      label,
      stride,
      invocations: quads,
      body: `let q = index; let writes = true;\n${body(sum)}`,
    });
  }
  const sum = (name: string, count: number, value: string): string => /* wgsl */ `
  var ${name} = vec4f(0);
  for (var i = lane; i < ${count}u; i += ${reducers}u) { ${name} += ${value}; }
  workgroupBarrier();
  shared_sums[lane] = ${name};
  workgroupBarrier();
  ${name} = vec4f(0);
  for (var i = 0u; i < ${reducers}u; i++) { ${name} += shared_sums[i]; }`;
  return {
    label,
    bindings: 'operation',
    entry: noWords,
    term: null,
    groupsPerEntry: quads,
    code: /* wgsl */ `${OPERATION_BINDINGS}
var<workgroup> shared_sums: array<vec4f, ${reducers}>;
@compute @workgroup_size(${reducers})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let q = group.x;
  let writes = lane == 0u;
  let entry = ${LIST_HEADER_WORDS}u + group.y * ${stride}u;
${body(sum)}
}`,
  };
}

/** Tiles of pixels over which a convolution left moments. */
export interface MomentTiles extends Segmentation {
  /** Pixels after which the tiles start anew, such as those of a row; all of them where absent. */
  readonly line?: number;
}

/**
 * Finishes the batch statistics that a convolution left as Σ y and Σ (y − mean)² for each of its pixel tiles, merged
 * as Chan, Golub and LeVeque (1983), and folds them with scale and offset into the affine.
 */
export function normForward(maps: Maps, tile: MomentTiles, tiles: Tiles): Kernel {
  const quads = channelQuads(maps.channels);
  const total = pixelCount(maps);
  const { line = total } = tile;
  const before = `i % ${(tile.count * line) / total}u * ${tile.length}u`;
  const count = tile.exact ? `${tile.length}.0` : `f32(min(${line}u - ${before}, ${tile.length}u))`;
  const partial = `partials + (i * ${quads}u + q) * 2u`;
  const shift = `(arena[${partial}] / ${count} - mean)`;
  return finishKernel(
    `batch-norm forward ${mapsLabel(maps)} tiles of ${tile.length}`,
    NORM_STRIDE,
    quads,
    tiles,
    (sum) => /* wgsl */ `
  let partials = table[entry]; let scaleAt = table[entry + 1u]; let offsetAt = table[entry + 2u]; let affine = table[entry + 3u];
  ${sum('mean', tile.count, `arena[${partial}]`)}
  mean /= ${total}.0;
  ${sum('squares', tile.count, `arena[${partial} + 1u] + ${shift} * ${shift} * ${count}`)}
  let inverse = 1.0 / sqrt(squares / ${total}.0 + ${NORM_EPSILON});
  let scale = weights[scaleAt + q] * inverse;
  if (writes) {
    arena[affine + q] = scale;
    arena[affine + ${quads}u + q] = weights[offsetAt + q] - mean * scale;
    arena[affine + ${2 * quads}u + q] = mean;
    arena[affine + ${3 * quads}u + q] = inverse;
  }`,
  );
}

/** Tiles of pixels over which `normSums` sums. */
export function normSumTiles(maps: Maps, tiles: Tiles): Segmentation {
  return tiling(pixelCount(maps), tiles.pixels * 4);
}

/** Partial sums Σ g and Σ g·x̂ over tiles of pixels. */
export function normSums(maps: Maps, tiles: Tiles): Kernel {
  const quads = channelQuads(maps.channels);
  const total = pixelCount(maps);
  const tile = normSumTiles(maps, tiles);
  return rawKernel('operation', {
    label: `batch-norm sums ${mapsLabel(maps)}`,
    stride: NORM_SUMS_STRIDE,
    invocations: tile.count * quads,
    body: /* wgsl */ `
  let g = table[entry]; let x = table[entry + 1u]; let affine = table[entry + 2u]; let partials = table[entry + 3u];
  let q = index % ${quads}u;
  let start = index / ${quads}u * ${tile.length}u;
  let mean = arena[affine + ${2 * quads}u + q]; let inverse = arena[affine + ${3 * quads}u + q];
  var total = vec4f(0); var product = vec4f(0);
  let end = min(start + ${tile.length}u, ${total}u);
  for (var pixel = start; pixel < end; pixel++) {
    let element = pixel * ${quads}u + q;
    let v = arena[g + element];
    total += v;
    product += v * ((arena[x + element] - mean) * inverse);
  }
  arena[partials + index * 2u] = total; arena[partials + index * 2u + 1u] = product;`,
  });
}

/** Finishes `partials` sets of Σ g and Σ g·x̂ into the coefficients of dL/dx and the gradients of scale and offset. */
export function normBackward(maps: Maps, partials: number, tiles: Tiles): Kernel {
  const quads = channelQuads(maps.channels);
  const total = pixelCount(maps);
  return finishKernel(
    `batch-norm backward ${mapsLabel(maps)} of ${partials}`,
    NORM_BACKWARD_STRIDE,
    quads,
    tiles,
    (sum) => /* wgsl */ `
  let partials = table[entry]; let affine = table[entry + 1u]; let scaleAt = table[entry + 2u];
  let factor = bitcast<f32>(table[entry + 3u]); let coefficients = table[entry + 4u];
  let scaleGradient = table[entry + 5u]; let offsetGradient = table[entry + 6u];
  ${sum('total', partials, `arena[partials + (i * ${quads}u + q) * 2u]`)}
  ${sum('product', partials, `arena[partials + (i * ${quads}u + q) * 2u + 1u]`)}
  let mean = arena[affine + ${2 * quads}u + q]; let inverse = arena[affine + ${3 * quads}u + q];
  let a = weights[scaleAt + q] * inverse * factor;
  let b = -a * inverse * product / ${total}.0;
  if (writes) {
    arena[coefficients + q] = a;
    arena[coefficients + ${quads}u + q] = b;
    arena[coefficients + ${2 * quads}u + q] = -a * total / ${total}.0 - b * mean;
    arena[scaleGradient + q] = factor * product;
    arena[offsetGradient + q] = factor * total;
  }`,
  );
}
