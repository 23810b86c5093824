import { operationKernel } from '../kernel.ts';
import { channelQuads } from '../shape.ts';
import type { Tiles } from '../tiles.ts';
import { repeat } from '../wgsl.ts';
import {
  eachPixel,
  inputWindow,
  isInside,
  loadWindow,
  outputWindow,
  overRows,
  rowIndices,
  rowsOf,
  type Tap,
} from './row-segments.ts';
import { paddingBefore, windowLabel, windowMaps, type WindowShape } from './window.ts';
import { at, words } from '../words.ts';

const averageEntry = words({ x: at('values'), affine: at('affine'), out: at('values') });
/** Gradient `g` of the output; `out` becomes that of `x`. */
const averageBackwardEntry = words({ g: at('gradient'), out: at('gradient'), x: at('values'), affine: at('affine') });
/** `winners`: which cell of its window each output came from. */
const maxEntry = words({ x: at('values'), affine: at('affine'), out: at('values'), winners: at('winners') });
const maxBackwardEntry = words({
  g: at('gradient'),
  winners: at('winners'),
  out: at('gradient'),
  x: at('values'),
  affine: at('affine'),
});

/** A pool over the window; with `relu` it reads relu(affine(x)) instead of affine(x). */
export interface PoolShape extends WindowShape {
  readonly relu: boolean;
}

const label = (shape: PoolShape, what: string): string => `${what} ${shape.relu ? 'relu ' : ''}${windowLabel(shape)}`;

/** WGSL of what the pool reads at a place of the input. */
const reading = ({ relu }: PoolShape, place: string): string => {
  const value = `fma(arena[x + ${place}], scale, shift)`;
  return relu ? `max(${value}, vec4f(0))` : value;
};

const loadAffine = ({ input }: PoolShape): string =>
  `let scale = arena[affine + q]; let shift = arena[affine + ${channelQuads(input.channels)}u + q];`;

/** Code that stores the gradient of the input, masked by the ReLU where there is one. */
const storeGradient = ({ relu }: PoolShape, p: number): string =>
  relu
    ? `arena[out + element] = select(vec4f(0), sum${p}, fma(arena[x + element], scale, shift) > vec4f(0));`
    : `arena[out + element] = sum${p};`;

/** WGSL of how many cells of the window at output `position` lie within `extent` inputs, as f32. */
const validCells = (position: string, extent: number, shape: WindowShape): string => {
  const start = `${position} * ${shape.stride} - ${paddingBefore(extent, shape)}`;
  return `f32(min(${start} + ${shape.size}, ${extent}) - max(${start}, 0))`;
};

/** Average over the valid cells, SAME padding. */
export function averageForward(shape: PoolShape, tiles: Tiles) {
  const { input } = shape;
  const rows = rowsOf(windowMaps(shape), tiles.segment);
  const window = inputWindow(shape, rows);
  const { segments, quads } = rows;
  const sum = (p: number): string =>
    window
      .taps(p)
      .map(({ value }) => `v${value}`)
      .join(' + ');
  const cells = (p: number): string =>
    `${validCells('imageRow', input.height, shape)} * ${validCells(`(column + ${p})`, input.width, shape)}`;
  return operationKernel({
    label: label(shape, 'average pool forward'),
    entry: averageEntry,
    invocations: rows.invocations,
    body: /* wgsl */ `
  ${rowIndices(rows)}
  ${loadAffine(shape)}
${repeat(segments.length, (p) => `var sum${p} = vec4f(0);`)}
${overRows(
  window,
  `${loadWindow(window, (pixel) => reading(shape, `${pixel} * ${quads}u + q`))}
${repeat(segments.length, (p) => `sum${p} += ${sum(p)};`)}`,
)}
${eachPixel(rows, (p) => `arena[out + element] = sum${p} / (${cells(p)});`)}`,
  });
}

/** Gradient with respect to affine(x): each output spreads its gradient over its valid cells. */
export function averageBackward(shape: PoolShape, tiles: Tiles) {
  const { input } = shape;
  const rows = rowsOf(input, tiles.segment, shape.stride);
  const window = outputWindow(shape, rows);
  const { segments, quads } = rows;
  const share = (j: number): string =>
    `let s${j} = v${j} / (rowCells * ${validCells(`(${window.base} + ${window.first + j})`, input.width, shape)});`;
  const sum = (p: number): string =>
    window
      .taps(p)
      .map(({ value }) => `s${value}`)
      .join(' + ');
  return operationKernel({
    label: label(shape, 'average pool backward'),
    entry: averageBackwardEntry,
    invocations: rows.invocations,
    body: /* wgsl */ `
  ${rowIndices(rows)}
  ${shape.relu ? loadAffine(shape) : ''}
${repeat(segments.length, (p) => `var sum${p} = vec4f(0);`)}
${overRows(
  window,
  `let rowCells = ${validCells('yy', input.height, shape)};
${loadWindow(window, (pixel) => `arena[g + ${pixel} * ${quads}u + q]`)}
${repeat(window.count, share)}
${repeat(segments.length, (p) => `sum${p} += ${sum(p)};`)}`,
)}
${eachPixel(rows, (p) => storeGradient(shape, p))}`,
  });
}

/** Maximum over the valid cells, SAME padding; keeps which cell won (first in row order when they tie). */
export function maxForward(shape: PoolShape, tiles: Tiles) {
  const rows = rowsOf(windowMaps(shape), tiles.segment);
  const window = inputWindow(shape, rows);
  const { segments, quads } = rows;
  const consider = (p: number): string =>
    window
      .taps(p)
      .map(
        ({ kx, value }) => /* wgsl */ `{
    let better = (v${value} > best${p}) & vec4<bool>(${isInside(window, value)});
    best${p} = select(best${p}, v${value}, better);
    winner${p} = select(winner${p}, vec4f(f32(ky * ${shape.size} + ${kx})), better);
  }`,
      )
      .join('\n');
  return operationKernel({
    label: label(shape, 'max pool forward'),
    entry: maxEntry,
    invocations: rows.invocations,
    body: /* wgsl */ `
  ${rowIndices(rows)}
  ${loadAffine(shape)}
${repeat(segments.length, (p) => `var best${p} = vec4f(-3.4e38); var winner${p} = vec4f(-1);`)}
${overRows(
  window,
  `${loadWindow(window, (pixel) => reading(shape, `${pixel} * ${quads}u + q`))}
${repeat(segments.length, consider)}`,
)}
${eachPixel(rows, (p) => `arena[out + element] = best${p}; arena[winners + element] = winner${p};`)}`,
  });
}

/** Gradient with respect to affine(x): gathers from the outputs that this cell won. */
export function maxBackward(shape: PoolShape, tiles: Tiles) {
  const rows = rowsOf(shape.input, tiles.segment, shape.stride);
  const window = outputWindow(shape, rows);
  const { segments, quads } = rows;
  const gather = (p: number, { kx, value }: Tap): string =>
    `sum${p} += select(vec4f(0), v${value}, w${value} == vec4f(f32(ky * ${shape.size} + ${kx})));`;
  return operationKernel({
    label: label(shape, 'max pool backward'),
    entry: maxBackwardEntry,
    invocations: rows.invocations,
    body: /* wgsl */ `
  ${rowIndices(rows)}
  ${shape.relu ? loadAffine(shape) : ''}
${repeat(segments.length, (p) => `var sum${p} = vec4f(0);`)}
${overRows(
  window,
  `${loadWindow(window, (pixel) => `arena[g + ${pixel} * ${quads}u + q]`)}
${loadWindow(window, (pixel) => `arena[winners + ${pixel} * ${quads}u + q]`, 'w')}
${repeat(segments.length, (p) =>
  window
    .taps(p)
    .map((tap) => gather(p, tap))
    .join('\n'),
)}`,
)}
${eachPixel(rows, (p) => storeGradient(shape, p))}`,
  });
}
