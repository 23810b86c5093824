import { rawKernel, type Kernel } from '../kernel.ts';
import { channelQuads, mapsLabel, pixelCount, type Maps } from '../shape.ts';
import { tiling, type Segmentation, type Tiles } from '../tiles.ts';
import { repeat } from '../wgsl.ts';
import { partialMoments } from './moments.ts';
import { loadCoefficients, loadOutputGradient } from './pointwise.ts';

/** Words of an entry: output, partial sums for batch-norm, main branch, its affine, index of the first skip, skips. */
export const RESIDUAL_STRIDE = 6;
/** Words of a skip: tensor, its affine. */
export const RESIDUAL_TERM_STRIDE = 2;
/** Words: gradient of the output, sum, coefficients, main branch, its affine, gradient of the sum, of the main branch. */
export const RESIDUAL_BACKWARD_STRIDE = 7;

/** Tiles of pixels; each leaves moments for batch-norm. */
export function residualTiles(maps: Maps, tiles: Tiles): Segmentation {
  return tiling(pixelCount(maps), tiles.pixels);
}

/** Code for each pixel `p` of the tile that there is; `element` is the place of its quad in the maps. */
const eachPixel = (maps: Maps, tile: Segmentation, code: (p: number) => string): string =>
  repeat(tile.length, (p) => {
    const body = `let element = (start + ${p}u) * ${channelQuads(maps.channels)}u + q; ${code(p)}`;
    return tile.exact ? `{ ${body} }` : `if (start + ${p}u < ${pixelCount(maps)}u) { ${body} }`;
  });

const indices = (maps: Maps, tile: Segmentation): string => {
  const quads = channelQuads(maps.channels);
  return `let q = index % ${quads}u; let start = index / ${quads}u * ${tile.length}u;`;
};

/** y = relu(affine(main)) + Σ affine(skip), in the order of the skips; with `moments` also what batch-norm needs. */
export function residualForward(maps: Maps, tiles: Tiles, moments: boolean): Kernel {
  const quads = channelQuads(maps.channels);
  const tile = residualTiles(maps, tiles);
  return rawKernel('operation', {
    label: `residual sum forward ${moments ? 'with moments ' : ''}${mapsLabel(maps)}`,
    stride: RESIDUAL_STRIDE,
    invocations: tile.count * quads,
    body: /* wgsl */ `
  let out = table[entry]; let partials = table[entry + 1u]; let branch = table[entry + 2u]; let affine = table[entry + 3u];
  let first = table[0] + table[entry + 4u] * ${RESIDUAL_TERM_STRIDE}u;
  let last = first + table[entry + 5u] * ${RESIDUAL_TERM_STRIDE}u;
  ${indices(maps, tile)}
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
${repeat(tile.length, (p) => `var y${p}_0 = vec4f(0);`)}
${eachPixel(maps, tile, (p) => `y${p}_0 = max(fma(arena[branch + element], scale, shift), vec4f(0));`)}
  for (var term = first; term < last; term += ${RESIDUAL_TERM_STRIDE}u) {
    let x = table[term];
    let gain = arena[table[term + 1u] + q]; let offset = arena[table[term + 1u] + ${quads}u + q];
${eachPixel(maps, tile, (p) => `y${p}_0 += fma(arena[x + element], gain, offset);`)}
  }
${eachPixel(maps, tile, (p) => `arena[out + element] = y${p}_0;`)}
${moments ? partialMoments(tile, pixelCount(maps), 0, 'partials + index * 2u') : ''}`,
  });
}

/** Gradient of the sum, batch-norm's backward done; and with respect to affine(main), masked by its ReLU. */
export function residualBackward(maps: Maps, tiles: Tiles): Kernel {
  const quads = channelQuads(maps.channels);
  const tile = residualTiles(maps, tiles);
  return rawKernel('operation', {
    label: `residual sum backward ${mapsLabel(maps)}`,
    stride: RESIDUAL_BACKWARD_STRIDE,
    invocations: tile.count * quads,
    body: /* wgsl */ `
  let g = table[entry]; let y = table[entry + 1u]; let coefficients = table[entry + 2u];
  let branch = table[entry + 3u]; let affine = table[entry + 4u];
  let out = table[entry + 5u]; let masked = table[entry + 6u];
  ${indices(maps, tile)}
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
  ${loadCoefficients(quads, 'q')}
${eachPixel(
  maps,
  tile,
  (p) => `let d = ${loadOutputGradient(quads, `start + ${p}u`, 'q')};
    arena[out + element] = d;
    arena[masked + element] = select(vec4f(0), d, fma(arena[branch + element], scale, shift) > vec4f(0));`,
)}`,
  });
}
