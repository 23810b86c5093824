import { operationKernel } from '../kernel.ts';
import { channelQuads, mapsLabel, pixelCount, type Maps } from '../shape.ts';
import { tiling, type Segmentation, type Tiles } from '../tiles.ts';
import { chain, LANE_FUNCTION, repeat } from '../wgsl.ts';
import { addMoments, leaveMoments } from './moments.ts';
import { loadOutputGradient } from './pointwise.ts';
import { at, words } from '../words.ts';

const forwardEntry = words({ images: at('images'), taps: at('weights'), out: at('values'), moments: at('moments') });
const weightsEntry = words({
  images: at('images'),
  g: at('gradient'),
  y: at('values'),
  coefficients: at('coefficients'),
  partials: at('partials'),
});

/** A convolution of grey images with SAME padding: 3×3 with stride 1, or patches (kernel = stride). */
export interface StemShape {
  /** Pixels a side of the (square) images. */
  readonly imageSide: number;
  readonly batch: number;
  readonly kernel: number;
  readonly stride: number;
  readonly channels: number;
}

/** The maps that the stem puts out. */
export function stemMaps({ imageSide, batch, stride, channels }: StemShape): Maps {
  const side = Math.ceil(imageSide / stride);
  return { batch, height: side, width: side, channels };
}

/** Padding before the first pixel, as SAME padding has it. */
function stemPadding({ imageSide, kernel, stride }: StemShape): number {
  const side = Math.ceil(imageSide / stride);
  return Math.floor(Math.max(0, (side - 1) * stride + kernel - imageSide) / 2);
}

const label = (shape: StemShape, what: string): string =>
  `stem ${shape.kernel}/${shape.stride} ${what} ${shape.imageSide}→${mapsLabel(stemMaps(shape))}`;

/** A function `image_value(images, image, y, x)`, zero outside the image; without branches, which compile slowly. */
const imageValue = (side: number): string => /* wgsl */ `${LANE_FUNCTION}
fn image_value(images: u32, image: u32, y: i32, x: i32) -> f32 {
  let inside = (u32(y) < ${side}u) & (u32(x) < ${side}u);
  let at = select(0u, (image * ${side}u + u32(y)) * ${side}u + u32(x), inside);
  return select(0.0, lane(arena[images + at / 4u], at % 4u), inside);
}`;

/** Tiles of output pixels; each leaves partial sums for batch-norm. */
export function stemTiles(shape: StemShape, tiles: Tiles): Segmentation {
  return tiling(pixelCount(stemMaps(shape)), tiles.walk);
}

export function stemForward(shape: StemShape, tiles: Tiles) {
  const maps = stemMaps(shape);
  const { kernel, stride, imageSide } = shape;
  const quads = channelQuads(maps.channels);
  const total = pixelCount(maps);
  const tile = stemTiles(shape, tiles);
  const padding = stemPadding(shape);
  const area = maps.height * maps.width;
  const taps = kernel * kernel;
  const value = (t: number): string =>
    `vec4f(image_value(images, image, top + ${Math.floor(t / kernel)}, left + ${t % kernel}))`;
  return operationKernel({
    label: label(shape, 'forward'),
    entry: forwardEntry,
    invocations: tile.count * quads,
    functions: imageValue(imageSide),
    body: /* wgsl */ `
  let q = index % ${quads}u;
  let start = index / ${quads}u * ${tile.length}u;
  let end = ${tile.exact ? `start + ${tile.length}u` : `min(start + ${tile.length}u, ${total}u)`};
${repeat(taps, (t) => `let w${t} = weights[taps + ${t * quads}u + q];`)}
  var pivot = vec4f(0); var sum = vec4f(0); var squares = vec4f(0);
  for (var pixel = start; pixel < end; pixel++) {
    let image = pixel / ${area}u;
    let top = i32(pixel % ${area}u / ${maps.width}u) * ${stride} - ${padding};
    let left = i32(pixel % ${maps.width}u) * ${stride} - ${padding};
    let y = ${chain(taps, (t) => [value(t), `w${t}`], 'vec4f(0)')};
    arena[out + pixel * ${quads}u + q] = y;
    ${addMoments('pixel == start')}
  }
  ${leaveMoments('f32(end - start)', 'moments + index * 2u')}`,
  });
}

/** Chunks of pixels over which the weight gradient is summed; each leaves kernel² × channels partial sums. */
export function stemChunks(shape: StemShape, tiles: Tiles): number {
  return Math.ceil(pixelCount(stemMaps(shape)) / tiles.chunk);
}

/** Partial gradients of the stem's weights, one set a chunk. Images get no gradient. */
export function stemWeights(shape: StemShape, tiles: Tiles) {
  const maps = stemMaps(shape);
  const { kernel, stride, imageSide } = shape;
  const quads = channelQuads(maps.channels);
  const total = pixelCount(maps);
  const padding = stemPadding(shape);
  const area = maps.height * maps.width;
  const taps = kernel * kernel;
  const tap = (t: number): string =>
    `sum${t} += image_value(images, image, top + ${Math.floor(t / kernel)}, left + ${t % kernel}) * v;`;
  return operationKernel({
    label: label(shape, 'weights'),
    entry: weightsEntry,
    invocations: quads * stemChunks(shape, tiles),
    functions: imageValue(imageSide),
    body: /* wgsl */ `
  let q = index % ${quads}u;
  let chunk = index / ${quads}u;
  let a = arena[coefficients + q]; let b = arena[coefficients + ${quads}u + q]; let c = arena[coefficients + ${2 * quads}u + q];
${repeat(taps, (t) => `var sum${t} = vec4f(0);`)}
  let end = min((chunk + 1u) * ${tiles.chunk}u, ${total}u);
  for (var pixel = chunk * ${tiles.chunk}u; pixel < end; pixel++) {
    let image = pixel / ${area}u;
    let top = i32(pixel % ${area}u / ${maps.width}u) * ${stride} - ${padding};
    let left = i32(pixel % ${maps.width}u) * ${stride} - ${padding};
    let v = ${loadOutputGradient(quads, 'pixel', 'q')};
${repeat(taps, tap)}
  }
${repeat(taps, (t) => `arena[partials + (chunk * ${taps}u + ${t}u) * ${quads}u + q] = sum${t};`)}`,
  });
}

/** Multiply–adds of the forward pass for the whole batch. */
export function stemWork(shape: StemShape): number {
  return pixelCount(stemMaps(shape)) * shape.channels * shape.kernel ** 2;
}
