import { operationKernel } from '../kernel.ts';
import { channelQuads, pixelCount, type Maps } from '../shape.ts';
import type { Tiles } from '../tiles.ts';
import { repeat } from '../wgsl.ts';
import { partialMoments } from './moments.ts';
import { loadCoefficients, loadOutputGradient, pointwiseBackwardEntry, pointwiseWeightsEntry } from './pointwise.ts';
import {
  eachPixel,
  inputWindow,
  loadWindow,
  outputWindow,
  overRows,
  type Rows,
  rowIndices,
  rowsOf,
} from './row-segments.ts';
import { paddingBefore, windowLabel, windowMaps, type WindowShape } from './window.ts';
import { at, words } from '../words.ts';

const forwardEntry = words({
  x: at('values'),
  affine: at('affine'),
  w: at('weights'),
  out: at('values'),
  moments: at('moments'),
});

/** A dense convolution with SAME padding; `input.channels` to `channels`. */
export interface ConvolutionShape extends WindowShape {
  readonly channels: number;
  /** Whether a ReLU follows the affine through which the input is read. */
  readonly relu: boolean;
}

/** The maps that the convolution leaves. */
export function convolutionMaps(shape: ConvolutionShape): Maps {
  return { ...windowMaps(shape), channels: shape.channels };
}

const label = (shape: ConvolutionShape, what: string): string =>
  `convolution ${what} ${shape.relu ? 'relu ' : ''}${windowLabel(shape)}→${shape.channels}`;

/** Channel quads that one invocation takes. */
const group = (quads: number, tiles: Tiles): number => (quads % tiles.quads === 0 ? tiles.quads : 1);

/** Row segments of the output, each of which leaves moments for batch-norm; rows of threads over channel groups. */
export function convolutionRows(shape: ConvolutionShape, tiles: Tiles): Rows {
  const maps = convolutionMaps(shape);
  const quads = channelQuads(shape.channels);
  return rowsOf(maps, tiles.segment, 1, quads / group(quads, tiles));
}

/** WGSL of what the convolution reads at a place of the input. */
const reading = ({ relu }: ConvolutionShape, place: string, scale = 'scale', shift = 'shift'): string => {
  const value = `fma(arena[x + ${place}], ${scale}, ${shift})`;
  return relu ? `max(${value}, vec4f(0))` : value;
};

/** y = convolution([relu] affine(x)), with the moments that batch-norm needs; weights size × size × inputs × channels. */
export function convolutionForward(shape: ConvolutionShape, tiles: Tiles) {
  const { input, size, channels } = shape;
  const [inQuads, outQuads] = [channelQuads(input.channels), channelQuads(channels)];
  const outs = group(outQuads, tiles);
  const rows = convolutionRows(shape, tiles);
  const { segments } = rows;
  const window = inputWindow(shape, rows);
  const weight = (kx: number, o: number, c: number): string =>
    `let w${o}_${c} = weights[wk + ${(kx * input.channels + c) * outQuads + o}u];`;
  const add = (p: number, value: number, o: number): string =>
    `y${p}_${o} = fma(vec4f(v${value}.w), w${o}_3, fma(vec4f(v${value}.z), w${o}_2, fma(vec4f(v${value}.y), w${o}_1, fma(vec4f(v${value}.x), w${o}_0, y${p}_${o}))));`;
  const tap = (kx: number): string => /* wgsl */ `{
${repeat(outs, (o) => repeat(4, (c) => weight(kx, o, c)))}
${repeat(segments.length, (p) => repeat(outs, (o) => add(p, p * shape.stride + kx, o)))}
      }`;
  return operationKernel({
    label: label(shape, 'forward'),
    entry: forwardEntry,
    invocations: rows.invocations,
    body: /* wgsl */ `
  ${rowIndices(rows)}
  let o0 = q * ${outs}u;
${repeat(segments.length, (p) => repeat(outs, (o) => `var y${p}_${o} = vec4f(0);`))}
${overRows(
  window,
  /* wgsl */ `
    for (var i = 0u; i < ${inQuads}u; i++) {
      let scale = arena[affine + i]; let shift = arena[affine + ${inQuads}u + i];
${loadWindow(window, (pixel) => reading(shape, `${pixel} * ${inQuads}u + i`))}
      let wk = w + (u32(ky) * ${size * input.channels}u + i * 4u) * ${outQuads}u + o0;
${repeat(size, tap)}
    }`,
)}
${eachPixel(rows, (p) => repeat(outs, (o) => `arena[out + pixel * ${outQuads}u + o0 + ${o}u] = y${p}_${o};`))}
  let start = u32(column);
${repeat(outs, (o) => partialMoments(segments, rows.maps.width, o, `moments + (segment * ${outQuads}u + o0 + ${o}u) * 2u`))}`,
  });
}

/** Gradient with respect to affine(x), masked by the ReLU where there is one. */
export function convolutionBackward(shape: ConvolutionShape, tiles: Tiles) {
  const { input, size, channels } = shape;
  const [inQuads, outQuads] = [channelQuads(input.channels), channelQuads(channels)];
  const ins = group(inQuads, tiles);
  const rows = rowsOf(input, tiles.segment, shape.stride, inQuads / ins);
  const { segments } = rows;
  const window = outputWindow(shape, rows);
  const taps = Array.from({ length: segments.length }, (_, p) => window.taps(p));
  const weight = (kx: number, i: number, c: number): string =>
    `let w${i}_${c} = weights[wk + ${(kx * input.channels + i * 4 + c) * outQuads}u];`;
  const add = (p: number, value: number, i: number): string =>
    `d${p}_${i} += vec4f(dot(v${value}, w${i}_0), dot(v${value}, w${i}_1), dot(v${value}, w${i}_2), dot(v${value}, w${i}_3));`;
  const tap = (kx: number): string => /* wgsl */ `{
${repeat(ins, (i) => repeat(4, (c) => weight(kx, i, c)))}
${taps.flatMap((all, p) => all.filter((one) => one.kx === kx).map(({ value }) => repeat(ins, (i) => add(p, value, i)))).join('\n')}
      }`;
  const store = (p: number, i: number): string => {
    const element = `pixel * ${inQuads}u + i0 + ${i}u`;
    if (!shape.relu) return `arena[out + ${element}] = d${p}_${i};`;
    return `arena[out + ${element}] = select(vec4f(0), d${p}_${i}, fma(arena[x + ${element}], scale${i}, shift${i}) > vec4f(0));`;
  };
  return operationKernel({
    label: label(shape, 'backward'),
    entry: pointwiseBackwardEntry,
    invocations: rows.invocations,
    body: /* wgsl */ `
  ${rowIndices(rows)}
  let i0 = q * ${ins}u;
${repeat(segments.length, (p) => repeat(ins, (i) => `var d${p}_${i} = vec4f(0);`))}
${overRows(
  window,
  /* wgsl */ `
    for (var o = 0u; o < ${outQuads}u; o++) {
      ${loadCoefficients(outQuads, 'o')}
${loadWindow(window, (pixel) => loadOutputGradient(outQuads, pixel, 'o'))}
      let wk = w + (u32(ky) * ${size * input.channels}u + i0 * 4u) * ${outQuads}u + o;
${repeat(size, tap)}
    }`,
)}
${repeat(ins, (i) => `let scale${i} = arena[affine + i0 + ${i}u]; let shift${i} = arena[affine + ${inQuads}u + i0 + ${i}u];`)}
${eachPixel(rows, (p) => repeat(ins, (i) => store(p, i)))}`,
  });
}

/** Chunks of output rows over which the weight gradient is summed; each leaves a whole set of partial sums. */
export function convolutionChunks(
  shape: ConvolutionShape,
  tiles: Tiles,
): { readonly count: number; readonly rows: number } {
  const maps = convolutionMaps(shape);
  const rows = Math.max(1, Math.floor(tiles.chunk / maps.width));
  return { count: Math.ceil((maps.batch * maps.height) / rows), rows };
}

/**
 * Partial gradients of the weights, one set a chunk. An invocation has one tap of the window and walks over the pixels
 * that the tap meets within the maps, so that none needs a look at the border and few sums are held at a time.
 */
export function convolutionWeights(shape: ConvolutionShape, tiles: Tiles) {
  const { input, size, stride, channels } = shape;
  const maps = convolutionMaps(shape);
  const [inQuads, outQuads] = [channelQuads(input.channels), channelQuads(channels)];
  const [ins, outs] = [group(inQuads, tiles), group(outQuads, tiles)];
  const [inGroups, outGroups] = [inQuads / ins, outQuads / outs];
  const chunks = convolutionChunks(shape, tiles);
  const eachIn = (line: (i: number) => string): string => repeat(ins, line);
  const eachOut = (line: (o: number) => string): string => repeat(outs, line);
  const eachSum = (line: (sum: string, channel: number, o: number) => string): string =>
    repeat(4 * ins, (channel) => eachOut((o) => line(`sum${channel}_${o}`, channel, o)));
  const product = (sum: string, channel: number, o: number): string =>
    `${sum} = fma(vec4f(v${channel >> 2}.${'xyzw'.charAt(channel % 4)}), dy${o}, ${sum});`;
  const element = (o: number): string => `(row * ${maps.width}u + u32(column)) * ${outQuads}u + o0 + ${o}u`;
  const value = (i: number): string => reading(shape, `pixel * ${inQuads}u + i0 + ${i}u`, `scale${i}`, `shift${i}`);
  return operationKernel({
    label: label(shape, 'weights'),
    entry: pointwiseWeightsEntry,
    invocations: outGroups * inGroups * size ** 2 * chunks.count,
    body: /* wgsl */ `
  let o0 = index % ${outGroups}u * ${outs}u;
  let i0 = index / ${outGroups}u % ${inGroups}u * ${ins}u;
  let tap = index / ${outGroups * inGroups}u % ${size ** 2}u;
  let chunk = index / ${outGroups * inGroups * size ** 2}u;
  let down = i32(tap / ${size}u) - ${paddingBefore(input.height, shape)};
  let right = i32(tap % ${size}u) - ${paddingBefore(input.width, shape)};
  let firstColumn = max(0, (${stride - 1} - right) / ${stride});
  let endColumn = min(${maps.width}, (${input.width + stride - 1} - right) / ${stride});
${eachIn((i) => `let scale${i} = arena[affine + i0 + ${i}u]; let shift${i} = arena[affine + ${inQuads}u + i0 + ${i}u];`)}
${eachOut((o) => `let a${o} = arena[coefficients + o0 + ${o}u]; let b${o} = arena[coefficients + ${outQuads}u + o0 + ${o}u]; let c${o} = arena[coefficients + ${2 * outQuads}u + o0 + ${o}u];`)}
${eachSum((sum) => `var ${sum} = vec4f(0);`)}
  let end = min((chunk + 1u) * ${chunks.rows}u, ${maps.batch * maps.height}u);
  for (var row = chunk * ${chunks.rows}u; row < end; row++) {
    let above = i32(row % ${maps.height}u) * ${stride} + down;
    if (u32(above) >= ${input.height}u) { continue; }
    let line = i32(row / ${maps.height}u * ${input.height * input.width}u) + above * ${input.width} + right;
    for (var column = firstColumn; column < endColumn; column++) {
      let pixel = u32(line + column * ${stride});
${eachOut((o) => `let dy${o} = fma(a${o}, arena[g + ${element(o)}], fma(b${o}, arena[y + ${element(o)}], c${o}));`)}
${eachIn((i) => `let v${i} = ${value(i)};`)}
${eachSum(product)}
    }
  }
  let at = partials + ((chunk * ${size ** 2}u + tap) * ${input.channels}u + i0 * 4u) * ${outQuads}u + o0;
${eachSum((sum, channel, o) => `arena[at + ${channel * outQuads + o}u] = ${sum};`)}`,
  });
}

/** Multiply–adds of the forward pass for the whole batch. */
export function convolutionWork(shape: ConvolutionShape): number {
  return pixelCount(windowMaps(shape)) * shape.input.channels * shape.channels * shape.size ** 2;
}
