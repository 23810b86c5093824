import { operationKernel } from '../kernel.ts';
import { repeat } from '../wgsl.ts';
import { at, count, termIndex, words } from '../words.ts';

const entry = words({ firstPair: termIndex, pairs: count, out: at('partials') });
const pair = words({ rowVector: at('chains'), columnVector: at('chains') });

const TILE = 4;

/**
 * out[r][c] = Σ over terms of a[r] · b[c], where a number of a vector is a vec4 of independent lanes: the gradient of
 * a matrix of rows × columns numbers (both multiples of 4) over many steps of four sequences each.
 */
export function outerSum(rows: number, columns: number) {
  const quads = columns / TILE;
  const each = (line: (i: number) => string): string => repeat(TILE, line);
  const dots = (i: number): string => Array.from({ length: TILE }, (_, k) => `dot(a${i}, b${k})`).join(', ');
  return operationKernel({
    label: `outer sum ${rows}×${columns}`,
    entry,
    term: pair,
    invocations: (rows / TILE) * quads,
    body: /* wgsl */ `
  let row = index / ${quads}u * ${TILE}u;
  let quad = index % ${quads}u;
${pair.range('firstPair', 'pairs')}
  let to = out + row * ${quads}u + quad;
${each((i) => `  var sum${i} = vec4f(0);`)}
${pair.each(/* wgsl */ `
    let a = rowVector + row;
    let b = columnVector + quad * ${TILE}u;
${each((i) => `    let a${i} = arena[a + ${i}u]; let b${i} = arena[b + ${i}u];`)}
${each((i) => `    sum${i} += vec4f(${dots(i)});`)}`)}
${each((i) => `  arena[to + ${i * quads}u] = sum${i};`)}`,
  });
}
