import { operationKernel } from '../kernel.ts';
import { channelQuads, mapsLabel, pixelCount, type Maps } from '../shape.ts';
import { tiling, type Segmentation, type Tiles } from '../tiles.ts';
import { repeat } from '../wgsl.ts';
import { partialMoments } from './moments.ts';
import { loadCoefficients, loadOutputGradient } from './pointwise.ts';
import { at, words } from '../words.ts';

/** Maps `x`, read through their affine, and the weights of both paths. */
const forwardEntry = words({
  x: at('values'),
  affine: at('affine'),
  evens: at('weights'),
  odds: at('weights'),
  out: at('values'),
  moments: at('moments'),
});
/** Gradient `g` of the normalised output, raw output `y`; `out` becomes the gradient of `x`. */
const backwardEntry = words({
  g: at('gradient'),
  y: at('values'),
  coefficients: at('coefficients'),
  evens: at('weights'),
  odds: at('weights'),
  x: at('values'),
  affine: at('affine'),
  out: at('gradient'),
});
const weightsEntry = words({
  x: at('values'),
  affine: at('affine'),
  g: at('gradient'),
  y: at('values'),
  coefficients: at('coefficients'),
  evenPartials: at('partials'),
  oddPartials: at('partials'),
});

/**
 * Factorised reduction in its padded form: path 0 reads the even pixels, path 1 those one
 * further down and right (zero beyond the border); each makes half of the channels.
 */
export interface ReductionShape {
  readonly input: Maps;
  /** Output channels, a multiple of 8. */
  readonly channels: number;
  /** Whether a ReLU follows the affine through which the input is read. */
  readonly relu?: boolean;
}

const hasRelu = ({ relu = true }: ReductionShape): boolean => relu;

/** WGSL of what the reduction reads at a place of the input. */
const reading = (shape: ReductionShape, place: string): string => {
  const value = `fma(arena[x + ${place}], scale, shift)`;
  return hasRelu(shape) ? `max(${value}, vec4f(0))` : value;
};

export function reductionMaps({ input, channels }: ReductionShape): Maps {
  return { batch: input.batch, height: Math.ceil(input.height / 2), width: Math.ceil(input.width / 2), channels };
}

/** Channel quads of one path. Throws a `RangeError` where the two paths would not have whole quads. */
function pathQuads(channels: number): number {
  return channelQuads(channels / 2);
}

export function reductionTiles(shape: ReductionShape, tiles: Tiles): Segmentation {
  return tiling(pixelCount(reductionMaps(shape)), tiles.pixels);
}

/** A function `source(pixel, path)`: the input pixel under an output pixel, or −1 beyond the border. */
function sourcePixel(input: Maps, output: Maps): string {
  return /* wgsl */ `
fn source(pixel: u32, path: u32) -> i32 {
  let image = pixel / ${output.height * output.width}u;
  let y = pixel % ${output.height * output.width}u / ${output.width}u * 2u + path;
  let x = pixel % ${output.width}u * 2u + path;
  if ((y >= ${input.height}u) | (x >= ${input.width}u)) { return -1; }
  return i32((image * ${input.height}u + y) * ${input.width}u + x);
}`;
}

const label = (shape: ReductionShape, what: string): string =>
  `factorised reduction ${what} ${hasRelu(shape) ? '' : 'without relu '}${mapsLabel(shape.input)}→${shape.channels}`;

export function reductionForward(shape: ReductionShape, tiles: Tiles) {
  const output = reductionMaps(shape);
  const inQuads = channelQuads(shape.input.channels);
  const half = pathQuads(shape.channels);
  const total = pixelCount(output);
  const tile = reductionTiles(shape, tiles);
  const load = (p: number): string => /* wgsl */ `{
      var v = vec4f(0);
      if (s${p} >= 0) { v = ${reading(shape, `u32(s${p}) * ${inQuads}u + i`)}; }
      y${p}_0 = fma(vec4f(v.w), w3, fma(vec4f(v.z), w2, fma(vec4f(v.y), w1, fma(vec4f(v.x), w0, y${p}_0))));
    }`;
  return operationKernel({
    label: label(shape, 'forward'),
    entry: forwardEntry,
    invocations: tile.count * 2 * half,
    functions: sourcePixel(shape.input, output),
    body: /* wgsl */ `
  let o = index % ${2 * half}u;
  let path = o / ${half}u;
  let w = select(evens, odds, path == 1u);
  let start = index / ${2 * half}u * ${tile.length}u;
${repeat(tile.length, (p) => `let s${p} = source(min(start + ${p}u, ${total - 1}u), path); var y${p}_0 = vec4f(0);`)}
  for (var i = 0u; i < ${inQuads}u; i++) {
    let scale = arena[affine + i]; let shift = arena[affine + ${inQuads}u + i];
${repeat(4, (channel) => `let w${channel} = weights[w + (i * 4u + ${channel}u) * ${half}u + o % ${half}u];`)}
${repeat(tile.length, load)}
  }
${repeat(tile.length, (p) => `if (start + ${p}u < ${total}u) { arena[out + (start + ${p}u) * ${2 * half}u + o] = y${p}_0; }`)}
${partialMoments(tile, total, 0, `moments + index * 2u`)}`,
  });
}

/** Gradient with respect to affine(x), masked by the ReLU if any; pixels that neither path reads get zero. */
export function reductionBackward(shape: ReductionShape) {
  const { input } = shape;
  const output = reductionMaps(shape);
  const inQuads = channelQuads(input.channels);
  const half = pathQuads(shape.channels);
  return operationKernel({
    label: label(shape, 'backward'),
    entry: backwardEntry,
    invocations: pixelCount(input) * inQuads,
    body: /* wgsl */ `
  let i = index % ${inQuads}u;
  let column = index / ${inQuads}u % ${input.width}u;
  let row = index / ${inQuads * input.width}u % ${input.height}u;
  let image = index / ${inQuads * input.width * input.height}u;
  var sum = vec4f(0);
  let path = row % 2u;
  if (path == column % 2u) {
    let w = select(evens, odds, path == 1u);
    let pixel = (image * ${output.height}u + row / 2u) * ${output.width}u + column / 2u;
    for (var k = 0u; k < ${half}u; k++) {
      let o = path * ${half}u + k;
      ${loadCoefficients(2 * half, 'o')}
      let v = ${loadOutputGradient(2 * half, 'pixel', 'o')};
      let at = w + i * ${4 * half}u + k;
      sum += vec4f(dot(v, weights[at]), dot(v, weights[at + ${half}u]), dot(v, weights[at + ${2 * half}u]), dot(v, weights[at + ${3 * half}u]));
    }
  }
  ${
    hasRelu(shape)
      ? `let positive = fma(arena[x + index], arena[affine + i], arena[affine + ${inQuads}u + i]) > vec4f(0);
  arena[out + index] = select(vec4f(0), sum, positive);`
      : 'arena[out + index] = sum;'
  }`,
  });
}

/** Chunks of output pixels over which the weight gradients are summed. */
export function reductionChunks(shape: ReductionShape, tiles: Tiles): number {
  return Math.ceil(pixelCount(reductionMaps(shape)) / tiles.chunk);
}

/** Partial gradients of both paths' weights, one set a chunk. */
export function reductionWeights(shape: ReductionShape, tiles: Tiles) {
  const output = reductionMaps(shape);
  const inQuads = channelQuads(shape.input.channels);
  const half = pathQuads(shape.channels);
  const total = pixelCount(output);
  return operationKernel({
    label: label(shape, 'weights'),
    entry: weightsEntry,
    invocations: inQuads * 2 * half * reductionChunks(shape, tiles),
    functions: sourcePixel(shape.input, output),
    body: /* wgsl */ `
  let o = index % ${2 * half}u;
  let path = o / ${half}u;
  let partials = select(evenPartials, oddPartials, path == 1u);
  let i = index / ${2 * half}u % ${inQuads}u;
  let chunk = index / ${2 * half * inQuads}u;
  let scale = arena[affine + i]; let shift = arena[affine + ${inQuads}u + i];
  ${loadCoefficients(2 * half, 'o')}
  var sum0 = vec4f(0); var sum1 = vec4f(0); var sum2 = vec4f(0); var sum3 = vec4f(0);
  let end = min((chunk + 1u) * ${tiles.chunk}u, ${total}u);
  for (var pixel = chunk * ${tiles.chunk}u; pixel < end; pixel++) {
    let s = source(pixel, path);
    if (s < 0) { continue; }
    let u = ${reading(shape, `u32(s) * ${inQuads}u + i`)};
    let v = ${loadOutputGradient(2 * half, 'pixel', 'o')};
    sum0 = fma(vec4f(u.x), v, sum0); sum1 = fma(vec4f(u.y), v, sum1);
    sum2 = fma(vec4f(u.z), v, sum2); sum3 = fma(vec4f(u.w), v, sum3);
  }
  let at = partials + (chunk * ${shape.input.channels}u + i * 4u) * ${half}u + o % ${half}u;
  arena[at] = sum0; arena[at + ${half}u] = sum1; arena[at + ${2 * half}u] = sum2; arena[at + ${3 * half}u] = sum3;`,
  });
}

/** Multiply–adds of the forward pass for the whole batch. */
export function reductionWork(shape: ReductionShape): number {
  return pixelCount(reductionMaps(shape)) * shape.input.channels * shape.channels;
}
