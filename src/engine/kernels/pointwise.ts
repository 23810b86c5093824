import { operationKernel } from '../kernel.ts';
import { channelQuads, mapsLabel, pixelCount, type Maps } from '../shape.ts';
import { tiling, type Segmentation, type Tiles } from '../tiles.ts';
import { chain, repeat } from '../wgsl.ts';
import { addMoments, leaveMoments } from './moments.ts';
import { at, count, termIndex, words } from '../words.ts';

const forwardEntry = words({ out: at('values'), moments: at('moments'), firstSource: termIndex, sources: count });
/** Gradient `g` of the normalised output, raw output `y`; `out` becomes the gradient of `x`. */
export const pointwiseBackwardEntry = words({
  g: at('gradient'),
  y: at('values'),
  coefficients: at('coefficients'),
  w: at('weights'),
  x: at('values'),
  affine: at('affine'),
  out: at('gradient'),
});
export const pointwiseWeightsEntry = words({
  x: at('values'),
  affine: at('affine'),
  g: at('gradient'),
  y: at('values'),
  coefficients: at('coefficients'),
  partials: at('partials'),
});
/** Maps `x`, read through their affine, and the rows `w` of the filter that they meet. */
const source = words({ x: at('values'), affine: at('affine'), w: at('weights') });

/** A 1×1 convolution that keeps the maps' size; `maps.channels` are the outputs. */
export interface PointwiseShape {
  readonly maps: Maps;
  readonly inputs: number;
  /** Whether the input passes its affine and a ReLU first. */
  readonly relu: boolean;
  /** Whether it passes its affine without a ReLU; weight gradients of such a shape are a `Convolution`'s. */
  readonly affine?: boolean;
}

const label = (shape: PointwiseShape, what: string): string =>
  `pointwise${shape.relu ? ' relu' : shape.affine === true ? ' affine' : ''} ${what} ${shape.inputs}→${mapsLabel(shape.maps)}`;

/** Channel quads that one invocation takes. */
const group = (quads: number, tiles: Tiles): number => (quads % tiles.quads === 0 ? tiles.quads : 1);

/** Tiles of pixels; each leaves `quads` × 2 vec4 of partial sums for batch-norm. */
export function pointwiseTiles(maps: Maps, tiles: Tiles): Segmentation {
  return tiling(pixelCount(maps), tiles.walk);
}

/** Channel quads that a pass over the pixels sums over: their weights stay in registers meanwhile. */
const PASS_QUADS = 4;

/** A divisor of `quads`, so that all passes are alike. */
function passOf(quads: number): number {
  for (let pass = Math.min(PASS_QUADS, quads); ; pass--) if (quads % pass === 0) return pass;
}

/** Code that runs `body` for each pixel of the tile; what it carries from pixel to pixel stays in registers. */
const overPixels = (tile: Segmentation, total: number, body: string): string => /* wgsl */ `
    for (var pixel = start; pixel < ${tile.exact ? `start + ${tile.length}u` : `min(start + ${tile.length}u, ${total}u)`}; pixel++) {
${body}
    }`;

/**
 * y = Σ over sources of [relu affine](x)·W, with the partial sums that batch-norm needs; W inputs × channels. One pass
 * over the pixels of a tile for each source (or part of a wide one), on top of what the passes before it left in y.
 * Short loops over pixels: SwiftShader ran them three times as fast as unrolled tiles.
 */
export function pointwiseForward(shape: PointwiseShape, tiles: Tiles) {
  const { maps, inputs, relu, affine = relu } = shape;
  const [inQuads, outQuads] = [channelQuads(inputs), channelQuads(maps.channels)];
  const outs = group(outQuads, tiles);
  const pass = passOf(inQuads);
  const total = pixelCount(maps);
  const tile = pointwiseTiles(maps, tiles);
  const value = (i: number): string => {
    const raw = `arena[at + ${i}u]`;
    const passed = affine ? `fma(${raw}, scale${i}, shift${i})` : raw;
    return relu ? `max(${passed}, vec4f(0))` : passed;
  };
  const weight = (o: number, channel: number): string =>
    `let w${o}_${channel} = weights[w + (i0 * 4u + ${channel}u) * ${outQuads}u + o0 + ${o}u];`;
  const sum = (o: number): string =>
    chain(4 * pass, (channel) => [`vec4f(v${channel >> 2}.${'xyzw'[channel % 4]})`, `w${o}_${channel}`], `before${o}`);
  // A branch, since the select would read memory in vain in the first pass, mostly the only one.
  const add = (o: number): string => /* wgsl */ `{
        var before${o} = vec4f(0);
        if (!fresh) { before${o} = arena[to + ${o}u]; }
        let y = ${sum(o)};
        arena[to + ${o}u] = y;
        ${addMoments('pixel == start', o)}
      }`;
  const leave = (o: number): string => leaveMoments('pixels', `moments + (tile * ${outQuads}u + o0 + ${o}u) * 2u`, o);
  return operationKernel({
    label: label(shape, 'forward'),
    entry: forwardEntry,
    term: source,
    invocations: tile.count * (outQuads / outs),
    body: /* wgsl */ `
${source.range('firstSource', 'sources')}
  let o0 = index % ${outQuads / outs}u * ${outs}u;
  let tile = index / ${outQuads / outs}u;
  let start = tile * ${tile.length}u;
  let pixels = ${tile.exact ? `${tile.length}.0` : `f32(min(${total}u - start, ${tile.length}u))`};
${repeat(outs, (o) => `var pivot${o} = vec4f(0); var sum${o} = vec4f(0); var squares${o} = vec4f(0);`)}
${source.each(/* wgsl */ `    for (var i0 = 0u; i0 < ${inQuads}u; i0 += ${pass}u) {
      let fresh = (term == first) & (i0 == 0u);
${affine ? repeat(pass, (i) => `let scale${i} = arena[affine + i0 + ${i}u]; let shift${i} = arena[affine + ${inQuads}u + i0 + ${i}u];`) : ''}
${repeat(outs, (o) => repeat(4 * pass, (channel) => weight(o, channel)))}
${repeat(outs, (o) => `sum${o} = vec4f(0); squares${o} = vec4f(0);`)}
${overPixels(
  tile,
  total,
  `let at = x + pixel * ${inQuads}u + i0; let to = out + pixel * ${outQuads}u + o0;
${repeat(pass, (i) => `let v${i} = ${value(i)};`)}
${repeat(outs, add)}`,
)}
    }`)}
${repeat(outs, leave)}`,
  });
}

/** Code for dL/dy of pixel `pixel` and output quad `o`, batch-norm's backward done while loading. */
export const loadOutputGradient = (quads: number, pixel: string, o: string): string => {
  const element = `(${pixel}) * ${quads}u + ${o}`;
  return `fma(a, arena[g + ${element}], fma(b, arena[y + ${element}], c))`;
};

/** Code that loads the coefficients of batch-norm's backward for output quad `o`. */
export const loadCoefficients = (quads: number, o: string): string =>
  `let a = arena[coefficients + ${o}]; let b = arena[coefficients + ${quads}u + ${o}]; ` +
  `let c = arena[coefficients + ${2 * quads}u + ${o}];`;

/**
 * Gradient with respect to one source's input, masked by its ReLU where it has one. Passes over parts of the output
 * channels, each on top of what the passes before it left.
 */
export function pointwiseBackward(shape: PointwiseShape, tiles: Tiles) {
  const { maps, inputs, relu } = shape;
  const [inQuads, outQuads] = [channelQuads(inputs), channelQuads(maps.channels)];
  const ins = group(inQuads, tiles);
  const pass = passOf(outQuads);
  const total = pixelCount(maps);
  const tile = pointwiseTiles(maps, tiles);
  const quads = Array.from({ length: pass }, (_, o) => o);
  const weight = (i: number, channel: number, o: number): string =>
    `let w${i}_${channel}_${o} = weights[w + ((i0 + ${i}u) * 4u + ${channel}u) * ${outQuads}u + o0 + ${o}u];`;
  const dots = (i: number, channel: number): string =>
    quads.map((o) => `dot(v${o}, w${i}_${channel}_${o})`).join(' + ');
  const add = (i: number): string => /* wgsl */ `{
        var before = vec4f(0);
        if (o0 > 0u) { before = arena[to + ${i}u]; }
        let d = before + vec4f(${[0, 1, 2, 3].map((channel) => dots(i, channel)).join(', ')});
        arena[to + ${i}u] = ${relu ? `select(vec4f(0), d, fma(arena[at + ${i}u], scale${i}, shift${i}) > vec4f(0))` : 'd'};
      }`;
  return operationKernel({
    label: label(shape, 'backward'),
    entry: pointwiseBackwardEntry,
    invocations: tile.count * (inQuads / ins),
    body: /* wgsl */ `
  let i0 = index % ${inQuads / ins}u * ${ins}u;
  let start = index / ${inQuads / ins}u * ${tile.length}u;
${relu ? repeat(ins, (i) => `let scale${i} = arena[affine + i0 + ${i}u]; let shift${i} = arena[affine + ${inQuads}u + i0 + ${i}u];`) : ''}
  for (var o0 = 0u; o0 < ${outQuads}u; o0 += ${pass}u) {
${repeat(pass, (o) => `let a${o} = arena[coefficients + o0 + ${o}u]; let b${o} = arena[coefficients + ${outQuads}u + o0 + ${o}u]; let c${o} = arena[coefficients + ${2 * outQuads}u + o0 + ${o}u];`)}
${repeat(ins, (i) => repeat(4, (channel) => repeat(pass, (o) => weight(i, channel, o))))}
${overPixels(
  tile,
  total,
  `let at = x + pixel * ${inQuads}u + i0; let to = out + pixel * ${inQuads}u + i0; let of_y = pixel * ${outQuads}u + o0;
${repeat(pass, (o) => `let v${o} = fma(a${o}, arena[g + of_y + ${o}u], fma(b${o}, arena[y + of_y + ${o}u], c${o}));`)}
${repeat(ins, add)}`,
)}
  }`,
  });
}

/** Chunks of pixels over which the weight gradient is summed; each leaves inputs × channels partial sums. */
export function pointwiseChunks(maps: Maps, tiles: Tiles): number {
  return Math.ceil(pixelCount(maps) / tiles.chunk);
}

/** Partial gradients of one source's weights, one set a chunk. */
export function pointwiseWeights(shape: PointwiseShape, tiles: Tiles) {
  const { maps, inputs, relu } = shape;
  const [inQuads, outQuads] = [channelQuads(inputs), channelQuads(maps.channels)];
  const [ins, outs] = [group(inQuads, tiles), group(outQuads, tiles)];
  const [inGroups, outGroups] = [inQuads / ins, outQuads / outs];
  const total = pixelCount(maps);
  const value = (i: number): string => {
    const raw = `arena[x + pixel * ${inQuads}u + i0 + ${i}u]`;
    return relu ? `max(fma(${raw}, scale${i}, shift${i}), vec4f(0))` : raw;
  };
  const element = (o: number): string => `pixel * ${outQuads}u + o0 + ${o}u`;
  return operationKernel({
    label: label(shape, 'weights'),
    entry: pointwiseWeightsEntry,
    invocations: inGroups * outGroups * pointwiseChunks(maps, tiles),
    body: /* wgsl */ `
  let o0 = index % ${outGroups}u * ${outs}u;
  let i0 = index / ${outGroups}u % ${inGroups}u * ${ins}u;
  let chunk = index / ${inGroups * outGroups}u;
${relu ? repeat(ins, (i) => `let scale${i} = arena[affine + i0 + ${i}u]; let shift${i} = arena[affine + ${inQuads}u + i0 + ${i}u];`) : ''}
${repeat(outs, (o) => `let a${o} = arena[coefficients + o0 + ${o}u]; let b${o} = arena[coefficients + ${outQuads}u + o0 + ${o}u]; let c${o} = arena[coefficients + ${2 * outQuads}u + o0 + ${o}u];`)}
${repeat(4 * ins, (i) => repeat(outs, (o) => `var sum${i}_${o} = vec4f(0);`))}
  let end = min((chunk + 1u) * ${tiles.chunk}u, ${total}u);
  for (var pixel = chunk * ${tiles.chunk}u; pixel < end; pixel++) {
${repeat(outs, (o) => `let v${o} = fma(a${o}, arena[g + ${element(o)}], fma(b${o}, arena[y + ${element(o)}], c${o}));`)}
${repeat(ins, (i) => `{ let u = ${value(i)}; ${repeat(outs, (o) => repeat(4, (channel) => `sum${4 * i + channel}_${o} = fma(vec4f(u.${'xyzw'[channel]}), v${o}, sum${4 * i + channel}_${o});`))} }`)}
  }
${repeat(4 * ins, (i) => repeat(outs, (o) => `arena[partials + (chunk * ${inputs}u + i0 * 4u + ${i}u) * ${outQuads}u + o0 + ${o}u] = sum${i}_${o};`))}`,
  });
}

/** Multiply–adds of the forward pass of one source for the whole batch. */
export function pointwiseWork(maps: Maps, inputs: number): number {
  return pixelCount(maps) * inputs * maps.channels;
}
