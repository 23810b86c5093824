import { cooperativeKernel, operationKernel } from '../kernel.ts';
import { channelQuads, mapsLabel, pixelCount, type Maps } from '../shape.ts';
import { tiling, type Segmentation, type Tiles } from '../tiles.ts';
import { sharedSums } from './row-sum.ts';
import { at, float, type Words, words, type Written } from '../words.ts';

/** Moments that the producer left, weights, the affine to be filled. */
const forwardEntry = words({
  moments: at('moments'),
  scaleAt: at('weights'),
  offsetAt: at('weights'),
  affine: at('affine'),
});
/** Gradient `g` of the normalised maps, raw maps `x`. */
const sumsEntry = words({ g: at('gradient'), x: at('values'), affine: at('affine'), sums: at('sums') });
/** `factor`: that of the gradient that was summed. */
const backwardEntry = words({
  sums: at('sums'),
  affine: at('affine'),
  scaleAt: at('weights'),
  factor: float,
  coefficients: at('coefficients'),
  scaleGradient: at('partials'),
  offsetGradient: at('partials'),
});

/** Added to the variance. */
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
function finishKernel<Entry extends Written>(
  label: string,
  entry: Words<Entry>,
  quads: number,
  { reducers }: Tiles,
  body: (sum: (name: string, count: number, value: string) => string) => string,
) {
  if (reducers === 1) {
    const sum = (name: string, count: number, value: string): string =>
      `var ${name} = vec4f(0); for (var i = 0u; i < ${count}u; i++) { ${name} += ${value}; }`;
    return operationKernel({
      label,
      entry,
      invocations: quads,
      body: `let q = index; let writes = true;\n${body(sum)}`,
    });
  }
  const sum = (name: string, count: number, value: string): string => /* wgsl */ `
  var ${name} = vec4f(0);
  for (var i = index; i < ${count}u; i += ${reducers}u) { ${name} += ${value}; }
  workgroupBarrier();
  shared_sums[index] = ${name};
  workgroupBarrier();
  ${name} = vec4f(0);
  for (var i = 0u; i < ${reducers}u; i++) { ${name} += shared_sums[i]; }`;
  return cooperativeKernel({
    label,
    entry,
    groups: quads,
    invocations: reducers,
    functions: sharedSums(reducers),
    body: `let q = group.x; let writes = index == 0u;\n${body(sum)}`,
  });
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
export function normForward(maps: Maps, tile: MomentTiles, tiles: Tiles) {
  const quads = channelQuads(maps.channels);
  const total = pixelCount(maps);
  const { line = total } = tile;
  const before = `i % ${(tile.count * line) / total}u * ${tile.length}u`;
  const count = tile.exact ? `${tile.length}.0` : `f32(min(${line}u - ${before}, ${tile.length}u))`;
  const partial = `moments + (i * ${quads}u + q) * 2u`;
  const shift = `(arena[${partial}] / ${count} - mean)`;
  return finishKernel(
    `batch-norm forward ${mapsLabel(maps)} tiles of ${tile.length}`,
    forwardEntry,
    quads,
    tiles,
    (sum) => /* wgsl */ `
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
export function normSums(maps: Maps, tiles: Tiles) {
  const quads = channelQuads(maps.channels);
  const total = pixelCount(maps);
  const tile = normSumTiles(maps, tiles);
  return operationKernel({
    label: `batch-norm sums ${mapsLabel(maps)}`,
    entry: sumsEntry,
    invocations: tile.count * quads,
    body: /* wgsl */ `
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
  arena[sums + index * 2u] = total; arena[sums + index * 2u + 1u] = product;`,
  });
}

/** Finishes `partials` sets of Σ g and Σ g·x̂ into the coefficients of dL/dx and the gradients of scale and offset. */
export function normBackward(maps: Maps, partials: number, tiles: Tiles) {
  const quads = channelQuads(maps.channels);
  const total = pixelCount(maps);
  return finishKernel(
    `batch-norm backward ${mapsLabel(maps)} of ${partials}`,
    backwardEntry,
    quads,
    tiles,
    (sum) => /* wgsl */ `
  ${sum('total', partials, `arena[sums + (i * ${quads}u + q) * 2u]`)}
  ${sum('product', partials, `arena[sums + (i * ${quads}u + q) * 2u + 1u]`)}
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
