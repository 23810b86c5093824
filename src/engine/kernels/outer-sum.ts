import { type Kernel, rawKernel } from '../kernel.ts';
import { repeat } from '../wgsl.ts';

/** Words of an entry: first term, terms, output. */
export const OUTER_SUM_STRIDE = 3;
/** Words of a term: the rows' vector, the columns' vector. */
export const OUTER_SUM_TERM_STRIDE = 2;

const TILE = 4;

/**
 * out[r][c] = Σ over terms of a[r] · b[c], where a number of a vector is a vec4 of independent lanes: the gradient of
 * a matrix of rows × columns numbers (both multiples of 4) over many steps of four sequences each.
 */
export function outerSum(rows: number, columns: number): Kernel {
  const quads = columns / TILE;
  const each = (line: (i: number) => string): string => repeat(TILE, line);
  const dots = (i: number): string => Array.from({ length: TILE }, (_, k) => `dot(a${i}, b${k})`).join(', ');
  return rawKernel('operation', {
    label: `outer sum ${rows}×${columns}`,
    stride: OUTER_SUM_STRIDE,
    invocations: (rows / TILE) * quads,
    body: /* wgsl */ `
  let row = index / ${quads}u * ${TILE}u;
  let quad = index % ${quads}u;
  let first = table[0] + table[entry] * ${OUTER_SUM_TERM_STRIDE}u;
  let last = first + table[entry + 1u] * ${OUTER_SUM_TERM_STRIDE}u;
  let out = table[entry + 2u] + row * ${quads}u + quad;
${each((i) => `  var sum${i} = vec4f(0);`)}
  for (var term = first; term < last; term += ${OUTER_SUM_TERM_STRIDE}u) {
    let a = table[term] + row;
    let b = table[term + 1u] + quad * ${TILE}u;
${each((i) => `    let a${i} = arena[a + ${i}u]; let b${i} = arena[b + ${i}u];`)}
${each((i) => `    sum${i} += vec4f(${dots(i)});`)}
  }
${each((i) => `  arena[out + ${i * quads}u] = sum${i};`)}`,
  });
}
