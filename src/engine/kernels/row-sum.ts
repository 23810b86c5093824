import { rawKernel, noWords, type Kernel } from '../kernel.ts';
import type { Tiles } from '../tiles.ts';
import { LIST_HEADER_WORDS, OPERATION_BINDINGS } from '../wgsl.ts';

/** Words of an entry: first row, number of rows, bits of the factor, output. */
export const ROW_SUM_STRIDE = 4;

/** out = factor · Σ of vec4 rows, in fixed order. Finishes losses, norms and dL/dz. */
export function rowSum(tiles: Tiles): Kernel {
  const { reducers } = tiles;
  const words = /* wgsl */ `
  let at = table[entry]; let count = table[entry + 1u];
  let factor = bitcast<f32>(table[entry + 2u]); let out = table[entry + 3u];
  var sum = vec4f(0);`;
  if (reducers === 1) {
    return rawKernel('operation', {
      label: 'row sum',
      stride: ROW_SUM_STRIDE,
      invocations: 1,
      body: `${words}
  for (var i = 0u; i < count; i++) { sum += arena[at + i]; }
  arena[out] = sum * factor;`,
    });
  }
  return {
    label: 'row sum',
    bindings: 'operation',
    entry: noWords,
    term: null,
    groupsPerEntry: 1,
    code: /* wgsl */ `${OPERATION_BINDINGS}
var<workgroup> shared_sums: array<vec4f, ${reducers}>;
@compute @workgroup_size(${reducers})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let entry = ${LIST_HEADER_WORDS}u + group.y * ${ROW_SUM_STRIDE}u;
${words}
  for (var i = lane; i < count; i += ${reducers}u) { sum += arena[at + i]; }
  shared_sums[lane] = sum;
  workgroupBarrier();
  if (lane == 0u) {
    sum = vec4f(0);
    for (var i = 0u; i < ${reducers}u; i++) { sum += shared_sums[i]; }
    arena[out] = sum * factor;
  }
}`,
  };
}
