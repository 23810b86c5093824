import { rawKernel, type Kernel } from '../kernel.ts';
import { channelQuads, mapsLabel, pixelCount, type Maps } from '../shape.ts';
import { tiling, type Tiles } from '../tiles.ts';

/** Words of an entry: output, index of the first term, number of terms. */
export const SUM_STRIDE = 3;
/** Words of a term: tensor, its affine, bits of its weight z. */
export const SUM_TERM_STRIDE = 3;
/** Words of an entry of `weightGradient`: gradient of the sum, the term's tensor, its affine, partial sums. */
export const WEIGHT_GRADIENT_STRIDE = 4;

/** out = Σ over terms of z · affine(x), in the order of the terms; zero without terms. Term by term over a tile of pixels. */
export function weightedSum(maps: Maps, tiles: Tiles): Kernel {
  const quads = channelQuads(maps.channels);
  const total = pixelCount(maps);
  const tile = tiling(total, tiles.walk);
  const end = `start + ${tile.length * quads}u`;
  const overPixels = (code: string): string =>
    `for (var element = start; element < end; element += ${quads}u) { ${code} }`;
  return rawKernel('operation', {
    label: `weighted sum ${mapsLabel(maps)}`,
    stride: SUM_STRIDE,
    invocations: tile.count * quads,
    body: /* wgsl */ `
  let out = table[entry];
  let first = table[0] + table[entry + 1u] * ${SUM_TERM_STRIDE}u;
  let last = first + table[entry + 2u] * ${SUM_TERM_STRIDE}u;
  let q = index % ${quads}u;
  let start = index / ${quads}u * ${tile.length * quads}u + q;
  let end = ${tile.exact ? end : `min(${end}, ${total * quads}u)`};
  if (first == last) { ${overPixels('arena[out + element] = vec4f(0);')} }
  for (var term = first; term < last; term += ${SUM_TERM_STRIDE}u) {
    let x = table[term]; let affine = table[term + 1u]; let z = bitcast<f32>(table[term + 2u]);
    let scale = arena[affine + q] * z; let shift = arena[affine + ${quads}u + q] * z;
    if (term == first) {
      ${overPixels('arena[out + element] = fma(arena[x + element], scale, shift);')}
    } else {
      ${overPixels('arena[out + element] += fma(arena[x + element], scale, shift);')}
    }
  }`,
  });
}

/** Invocations of `weightGradient`, each of which leaves one vec4 of partial sums. */
export function weightGradientPartials(maps: Maps, tiles: Tiles): number {
  return Math.ceil(pixelCount(maps) / tiles.chunk) * channelQuads(maps.channels);
}

/** dL/dz of one term: partial sums, lane by lane, of ⟨g, affine(x)⟩. */
export function weightGradient(maps: Maps, tiles: Tiles): Kernel {
  const quads = channelQuads(maps.channels);
  return rawKernel('operation', {
    label: `weight of a term, gradient ${mapsLabel(maps)}`,
    stride: WEIGHT_GRADIENT_STRIDE,
    invocations: weightGradientPartials(maps, tiles),
    body: /* wgsl */ `
  let g = table[entry]; let x = table[entry + 1u]; let affine = table[entry + 2u]; let partials = table[entry + 3u];
  let q = index % ${quads}u;
  let chunk = index / ${quads}u;
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
  var sum = vec4f(0);
  let end = min((chunk + 1u) * ${tiles.chunk}u, ${pixelCount(maps)}u);
  for (var pixel = chunk * ${tiles.chunk}u; pixel < end; pixel++) {
    let element = pixel * ${quads}u + q;
    sum += arena[g + element] * fma(arena[x + element], scale, shift);
  }
  arena[partials + index] = sum;`,
  });
}
