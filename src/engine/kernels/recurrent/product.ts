import { operationKernel } from '../../kernel.ts';
import { tiling } from '../../tiles.ts';
import { repeat } from '../../wgsl.ts';
import { type RecurrentShape, slotCount } from './shape.ts';
import { at, count, words } from '../../words.ts';

/** Slots that one invocation takes: a weight is read once for all of them. */
const TILE = 4;

/** A matrix of `rows` × `columns` numbers, row-major; columns a multiple of 4. */
export interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
}

/**
 * A slot's numbers are read at `base` + slot · `stride`, and `extra` more for every group before: states have one more
 * than there are steps in a group. Its product goes to `out` + slot · `outStride`.
 */
const productEntry = words({
  base: at('values', 'states', 'gates', 'logits'),
  stride: count,
  extra: count,
  w: at('weights'),
  out: at('gates', 'logits', 'gradient'),
  outStride: count,
});
/** Where the slots' numbers of both sides lie, as in `productEntry`. */
const outerEntry = words({
  left: at('values', 'states', 'nodes'),
  leftStride: count,
  leftExtra: count,
  right: at('gates'),
  rightStride: count,
  out: at('partials'),
});

const label = (what: string, shape: RecurrentShape, { rows, columns }: MatrixShape): string =>
  `${what} ${slotCount(shape)} of ${shape.steps} by ${rows}×${columns}`;

/** Code that names the slots of an invocation and where their rows are read and written. */
function slots(shape: RecurrentShape): string {
  const total = slotCount(shape);
  return /* wgsl */ `
${repeat(
  TILE,
  (p) => `  let s${p} = min(start + ${p}u, ${total - 1}u);
  let x${p} = base + s${p} * stride + s${p} / ${shape.steps}u * extra;`,
)}`;
}

/** out = in · W for every slot: a tile of slots and four columns an invocation. */
export function product(shape: RecurrentShape, matrix: MatrixShape) {
  const quads = matrix.columns / 4;
  const each = (line: (p: number, c: number) => string): string => repeat(TILE, (p) => repeat(4, (c) => line(p, c)));
  return operationKernel({
    label: label('product', shape, matrix),
    entry: productEntry,
    invocations: tiling(slotCount(shape), TILE).count * quads,
    body: /* wgsl */ `
  let start = index / ${quads}u * ${TILE}u;
  let quad = index % ${quads}u;
${slots(shape)}
${each((p, c) => `  var y${p}_${c} = vec4f(0);`)}
  for (var r = 0u; r < ${matrix.rows}u; r++) {
    let m = weights[w + r * ${quads}u + quad];
${repeat(TILE, (p) => `    let v${p} = arena[x${p} + r];`)}
${each((p, c) => `    y${p}_${c} += m[${c}] * v${p};`)}
  }
${each((p, c) => `  arena[out + s${p} * outStride + quad * 4u + ${c}u] = y${p}_${c};`)}`,
  });
}

/** out = in · Wᵀ for every slot: a tile of slots and four rows of W an invocation. */
export function transposedProduct(shape: RecurrentShape, matrix: MatrixShape) {
  const quads = matrix.columns / 4;
  const rowQuads = Math.ceil(matrix.rows / 4);
  const each = (line: (p: number, r: number) => string): string => repeat(TILE, (p) => repeat(4, (r) => line(p, r)));
  return operationKernel({
    label: label('transposed product', shape, matrix),
    entry: productEntry,
    invocations: tiling(slotCount(shape), TILE).count * rowQuads,
    body: /* wgsl */ `
  let start = index / ${rowQuads}u * ${TILE}u;
  let row = index % ${rowQuads}u * 4u;
${slots(shape)}
${repeat(4, (r) => `  let w${r} = w + min(row + ${r}u, ${matrix.rows - 1}u) * ${quads}u;`)}
${each((p, r) => `  var y${p}_${r} = vec4f(0);`)}
  for (var k = 0u; k < ${quads}u; k++) {
${repeat(4, (r) => `    let m${r} = weights[w${r} + k];`)}
${repeat(
  TILE,
  (p) => /* wgsl */ `    {
      let a = arena[x${p} + 4u * k]; let b = arena[x${p} + 4u * k + 1u];
      let c = arena[x${p} + 4u * k + 2u]; let d = arena[x${p} + 4u * k + 3u];
${repeat(4, (r) => `      y${p}_${r} += m${r}.x * a + m${r}.y * b + m${r}.z * c + m${r}.w * d;`)}
    }`,
)}
  }
${each((p, r) => `  if (row + ${r}u < ${matrix.rows}u) { arena[out + s${p} * outStride + row + ${r}u] = y${p}_${r}; }`)}`,
  });
}

/** out[r][c] = Σ over slots and their lanes of a[r] · b[c]: the gradient of a matrix, 4 × 4 numbers an invocation. */
export function outerProduct(shape: RecurrentShape, { rows, columns }: MatrixShape) {
  const quads = columns / 4;
  const each = (line: (i: number) => string): string => repeat(4, line);
  return operationKernel({
    label: label('outer product', shape, { rows, columns }),
    entry: outerEntry,
    invocations: (rows / 4) * quads,
    body: /* wgsl */ `
  let row = index / ${quads}u * 4u;
  let quad = index % ${quads}u;
  let aAt = left + row; let bAt = right + quad * 4u;
${each((i) => `  var sum${i} = vec4f(0);`)}
  for (var s = 0u; s < ${slotCount(shape)}u; s++) {
    let a = aAt + s * leftStride + s / ${shape.steps}u * leftExtra;
    let b = bAt + s * rightStride;
${each((i) => `    let a${i} = arena[a + ${i}u]; let b${i} = arena[b + ${i}u];`)}
${each((i) => `    sum${i} += vec4f(dot(a${i}, b0), dot(a${i}, b1), dot(a${i}, b2), dot(a${i}, b3));`)}
  }
${each((i) => `  arena[out + (row + ${i}u) * ${quads}u + quad] = sum${i};`)}`,
  });
}
