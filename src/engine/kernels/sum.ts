import { operationKernel } from '../kernel.ts';
import { channelQuads, mapsLabel, pixelCount, type Maps } from '../shape.ts';
import { tiling, type Tiles } from '../tiles.ts';
import { at, count, float, termIndex, words } from '../words.ts';

const sumEntry = words({ out: at('values', 'gradient'), firstTerm: termIndex, terms: count });
/** A tensor with its affine, times z. */
const sumTerm = words({ x: at('values', 'gradient'), affine: at('affine'), z: float });
/** Gradient `g` of the sum, a term with its affine, the rows that add up to dL/dz. */
const termGradientEntry = words({ g: at('gradient'), x: at('values'), affine: at('affine'), rows: at('rows') });

/** out = Σ over terms of z · affine(x), in the order of the terms; zero without terms. Term by term over a tile of pixels. */
export function weightedSum(maps: Maps, tiles: Tiles) {
  const quads = channelQuads(maps.channels);
  const total = pixelCount(maps);
  const tile = tiling(total, tiles.walk);
  const end = `start + ${tile.length * quads}u`;
  const overPixels = (code: string): string =>
    `for (var element = start; element < end; element += ${quads}u) { ${code} }`;
  return operationKernel({
    label: `weighted sum ${mapsLabel(maps)}`,
    entry: sumEntry,
    term: sumTerm,
    invocations: tile.count * quads,
    body: /* wgsl */ `
${sumTerm.range('firstTerm', 'terms')}
  let q = index % ${quads}u;
  let start = index / ${quads}u * ${tile.length * quads}u + q;
  let end = ${tile.exact ? end : `min(${end}, ${total * quads}u)`};
  if (first == last) { ${overPixels('arena[out + element] = vec4f(0);')} }
${sumTerm.each(/* wgsl */ `    let scale = arena[affine + q] * z; let shift = arena[affine + ${quads}u + q] * z;
    if (term == first) {
      ${overPixels('arena[out + element] = fma(arena[x + element], scale, shift);')}
    } else {
      ${overPixels('arena[out + element] += fma(arena[x + element], scale, shift);')}
    }`)}`,
  });
}

/** Invocations of `termGradient`, each of which leaves one row. */
export function termGradientRows(maps: Maps, tiles: Tiles): number {
  return Math.ceil(pixelCount(maps) / tiles.chunk) * channelQuads(maps.channels);
}

/** dL/dz of one term: partial sums, lane by lane, of ⟨g, affine(x)⟩. */
export function termGradient(maps: Maps, tiles: Tiles) {
  const quads = channelQuads(maps.channels);
  return operationKernel({
    label: `weight of a term, gradient ${mapsLabel(maps)}`,
    entry: termGradientEntry,
    invocations: termGradientRows(maps, tiles),
    body: /* wgsl */ `
  let q = index % ${quads}u;
  let chunk = index / ${quads}u;
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
  var sum = vec4f(0);
  let end = min((chunk + 1u) * ${tiles.chunk}u, ${pixelCount(maps)}u);
  for (var pixel = chunk * ${tiles.chunk}u; pixel < end; pixel++) {
    let element = pixel * ${quads}u + q;
    sum += arena[g + element] * fma(arena[x + element], scale, shift);
  }
  arena[rows + index] = sum;`,
  });
}
