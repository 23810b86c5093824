import { operationKernel, type Kernel } from '../kernel.ts';
import { mapsLabel, type Maps } from '../shape.ts';
import type { Tiles } from '../tiles.ts';
import { repeat } from '../wgsl.ts';
import { eachOutput, loadWindow, rowIndices, rowsOf } from './rows.ts';

/** Words of an average-pool entry, forward: input, its affine, output. */
export const AVERAGE_STRIDE = 3;
/** Backward: gradient of the output, gradient of the input. */
export const AVERAGE_BACKWARD_STRIDE = 2;
/** Words of a max-pool entry, forward: input, its affine, output, index of the largest. */
export const MAX_STRIDE = 4;
/** Backward: gradient of the output, index of the largest, gradient of the input. */
export const MAX_BACKWARD_STRIDE = 3;

const SIZE = 3;

/** Code over the three input rows around row `y`: `line` is the first pixel of each, `ky` 0 … 2. */
const overRows = (maps: Maps, body: string): string => /* wgsl */ `
  for (var ky = 0; ky < ${SIZE}; ky++) {
    let yy = y + ky - 1;
    if (u32(yy) >= ${maps.height}u) { continue; }
    let line = u32(i32(row) + ky - 1) * ${maps.width}u;
${body}
  }`;

/** Code for the number of cells of a 3-wide window around `position` that lie within `extent`, as f32. */
const validCells = (position: string, extent: number): string =>
  `f32(min(${position} + 2, ${extent}) - max(${position} - 1, 0))`;

/** 3×3 average of affine(x) over the valid cells, stride 1, SAME padding. */
export function averageForward(maps: Maps, tiles: Tiles): Kernel {
  const rows = rowsOf(maps, tiles.segment);
  const { segments, quads } = rows;
  return operationKernel({
    label: `average pool forward ${mapsLabel(maps)}`,
    stride: AVERAGE_STRIDE,
    invocations: rows.invocations,
    body: /* wgsl */ `
  let x = table[entry]; let affine = table[entry + 1u]; let out = table[entry + 2u];
  ${rowIndices(maps, rows)}
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
${repeat(segments.length, (p) => `var sum${p} = vec4f(0);`)}
${overRows(
  maps,
  loadWindow(maps, rows, SIZE, (element) => `arena[x + ${element}]`) +
    repeat(segments.length, (p) => `sum${p} += v${p} + v${p + 1} + v${p + 2};`),
)}
${eachOutput(
  maps,
  rows,
  (p) =>
    `let cells = ${validCells('y', maps.height)} * ${validCells(`(column + ${p})`, maps.width)};
    arena[out + element] = fma(sum${p} / cells, scale, shift);`,
)}`,
  });
}

/** Gradient with respect to affine(x): each output spreads its gradient over its valid cells. */
export function averageBackward(maps: Maps, tiles: Tiles): Kernel {
  const rows = rowsOf(maps, tiles.segment);
  const { segments } = rows;
  return operationKernel({
    label: `average pool backward ${mapsLabel(maps)}`,
    stride: AVERAGE_BACKWARD_STRIDE,
    invocations: rows.invocations,
    body: /* wgsl */ `
  let g = table[entry]; let out = table[entry + 1u];
  ${rowIndices(maps, rows)}
${repeat(segments.length, (p) => `var sum${p} = vec4f(0);`)}
${overRows(
  maps,
  `let rowCells = ${validCells('yy', maps.height)};
${loadWindow(maps, rows, SIZE, (element) => `arena[g + ${element}]`)}
${repeat(segments.length + 2, (j) => `let s${j} = v${j} / (rowCells * ${validCells(`(column + ${j - 1})`, maps.width)});`)}
${repeat(segments.length, (p) => `sum${p} += s${p} + s${p + 1} + s${p + 2};`)}`,
)}
${eachOutput(maps, rows, (p) => `arena[out + element] = sum${p};`)}`,
  });
}

/** 3×3 maximum of affine(x), stride 1, SAME padding; keeps which cell won (first in row order when they tie). */
export function maxForward(maps: Maps, tiles: Tiles): Kernel {
  const rows = rowsOf(maps, tiles.segment);
  const { segments, quads } = rows;
  const inside = (j: number): string =>
    segments.count === 1 ? String(j - 1 >= 0 && j - 1 < maps.width) : `(u32(column + ${j - 1}) < ${maps.width}u)`;
  const consider = (p: number, kx: number): string => /* wgsl */ `{
    let better = (v${p + kx} > best${p}) & vec4<bool>(${inside(p + kx)});
    best${p} = select(best${p}, v${p + kx}, better);
    winner${p} = select(winner${p}, vec4f(f32(ky * 3 + ${kx})), better);
  }`;
  return operationKernel({
    label: `max pool forward ${mapsLabel(maps)}`,
    stride: MAX_STRIDE,
    invocations: rows.invocations,
    body: /* wgsl */ `
  let x = table[entry]; let affine = table[entry + 1u]; let out = table[entry + 2u]; let winners = table[entry + 3u];
  ${rowIndices(maps, rows)}
  let scale = arena[affine + q]; let shift = arena[affine + ${quads}u + q];
${repeat(segments.length, (p) => `var best${p} = vec4f(-3.4e38); var winner${p} = vec4f(4.0);`)}
${overRows(
  maps,
  loadWindow(maps, rows, SIZE, (element) => `fma(arena[x + ${element}], scale, shift)`) +
    repeat(segments.length, (p) => repeat(SIZE, (kx) => consider(p, kx))),
)}
${eachOutput(maps, rows, (p) => `arena[out + element] = best${p}; arena[winners + element] = winner${p};`)}`,
  });
}

/** Gradient with respect to affine(x): gathers from the up to nine outputs that this cell won. */
export function maxBackward(maps: Maps, tiles: Tiles): Kernel {
  const rows = rowsOf(maps, tiles.segment);
  const { segments } = rows;
  const load = loadWindow(maps, rows, SIZE, (element) => `arena[g + ${element}]`);
  const loadWinners = loadWindow(maps, rows, SIZE, (element) => `arena[winners + ${element}]`).replaceAll(
    /\bv(\d+)/g,
    'w$1',
  );
  return operationKernel({
    label: `max pool backward ${mapsLabel(maps)}`,
    stride: MAX_BACKWARD_STRIDE,
    invocations: rows.invocations,
    body: /* wgsl */ `
  let g = table[entry]; let winners = table[entry + 1u]; let out = table[entry + 2u];
  ${rowIndices(maps, rows)}
${repeat(segments.length, (p) => `var sum${p} = vec4f(0);`)}
${overRows(
  maps,
  `${load}\n${loadWinners}\n` +
    repeat(segments.length, (p) =>
      repeat(
        SIZE,
        (kx) => `sum${p} += select(vec4f(0), v${p + kx}, w${p + kx} == vec4f(f32((2 - ky) * 3 + ${2 - kx})));`,
      ),
    ),
)}
${eachOutput(maps, rows, (p) => `arena[out + element] = sum${p};`)}`,
  });
}
