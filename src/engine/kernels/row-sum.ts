import { cooperativeKernel, operationKernel } from '../kernel.ts';
import type { Tiles } from '../tiles.ts';
import { at, count, float, words } from '../words.ts';

const entry = words({ rows: at('rows'), count, factor: float, out: at('rows') });

/** out = factor · Σ of `count` rows, in fixed order. Finishes losses, norms and dL/dz. */
export function rowSum({ reducers }: Tiles) {
  const label = 'row sum';
  if (reducers === 1) {
    return operationKernel({
      label,
      entry,
      invocations: 1,
      body: /* wgsl */ `
  var sum = vec4f(0);
  for (var i = 0u; i < count; i++) { sum += arena[rows + i]; }
  arena[out] = sum * factor;`,
    });
  }
  return cooperativeKernel({
    label,
    entry,
    invocations: reducers,
    functions: sharedSums(reducers),
    body: /* wgsl */ `
  var sum = vec4f(0);
  for (var i = index; i < count; i += ${reducers}u) { sum += arena[rows + i]; }
  shared_sums[index] = sum;
  workgroupBarrier();
  if (index == 0u) {
    sum = vec4f(0);
    for (var i = 0u; i < ${reducers}u; i++) { sum += shared_sums[i]; }
    arena[out] = sum * factor;
  }`,
  });
}

/** WGSL of memory in which that many invocations exchange their sums. */
export function sharedSums(reducers: number): string {
  return `var<workgroup> shared_sums: array<vec4f, ${reducers}>;`;
}
