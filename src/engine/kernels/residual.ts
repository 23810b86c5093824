import { operationKernel } from '../kernel.ts';
import { channelQuads, mapsLabel, pixelCount, type Maps } from '../shape.ts';
import { tiling, type Segmentation, type Tiles } from '../tiles.ts';
import { repeat } from '../wgsl.ts';
import { partialMoments } from './moments.ts';
import { loadCoefficients, loadOutputGradient } from './pointwise.ts';
import { at, count, termIndex, words } from '../words.ts';

/** The main `branch`, read through its affine, and skips. */
const forwardEntry = words({
  out: at('values'),
  moments: at('moments'),
  branch: at('values'),
  affine: at('affine'),
  firstSkip: termIndex,
  skips: count,
});
/** Gradient `g` of the normalised sum `y`; `out` becomes that of the sum, `masked` that of the main branch. */
const backwardEntry = words({
  g: at('gradient'),
  y: at('values'),
  coefficients: at('coefficients'),
  branch: at('values'),
  affine: at('affine'),
  out: at('gradient'),
  masked: at('gradient'),
});
const skip = words({ x: at('values'), skipAffine: at('affine') });

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
export function residualForward(maps: Maps, tiles: Tiles, moments: boolean) {
  const quads = channelQuads(maps.channels);
  const tile = residualTiles(maps, tiles);
  return operationKernel({
    label: `residual sum forward ${moments ? 'with moments ' : ''}${mapsLabel(maps)}`,
    entry: forwardEntry,
    term: skip,
    invocations: tile.count * quads,
    body: /* wgsl */ `
${skip.range('firstSkip', 'skips')}
  ${indices(maps, tile)}
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
${repeat(tile.length, (p) => `var y${p}_0 = vec4f(0);`)}
${eachPixel(maps, tile, (p) => `y${p}_0 = max(fma(arena[branch + element], scale, shift), vec4f(0));`)}
${skip.each(/* wgsl */ `
    let gain = arena[skipAffine + q]; let offset = arena[skipAffine + ${quads}u + q];
${eachPixel(maps, tile, (p) => `y${p}_0 += fma(arena[x + element], gain, offset);`)}`)}
${eachPixel(maps, tile, (p) => `arena[out + element] = y${p}_0;`)}
${moments ? partialMoments(tile, pixelCount(maps), 0, 'moments + index * 2u') : ''}`,
  });
}

/** Gradient of the sum, batch-norm's backward done; and with respect to affine(main), masked by its ReLU. */
export function residualBackward(maps: Maps, tiles: Tiles) {
  const quads = channelQuads(maps.channels);
  const tile = residualTiles(maps, tiles);
  return operationKernel({
    label: `residual sum backward ${mapsLabel(maps)}`,
    entry: backwardEntry,
    invocations: tile.count * quads,
    body: /* wgsl */ `
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
