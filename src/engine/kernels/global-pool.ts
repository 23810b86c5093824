import { rawKernel, type Kernel } from '../kernel.ts';
import { channelQuads, mapsLabel, type Maps } from '../shape.ts';

/** Words of an entry, forward: input, its affine, output (batch × channels). */
export const GLOBAL_POOL_STRIDE = 3;
/** Backward: gradient of the output, gradient of the input. */
export const GLOBAL_POOL_BACKWARD_STRIDE = 2;

/** Mean of affine(x) over all pixels of an image. */
export function globalPoolForward(maps: Maps): Kernel {
  const quads = channelQuads(maps.channels);
  const area = maps.height * maps.width;
  return rawKernel('operation', {
    label: `global pool forward ${mapsLabel(maps)}`,
    stride: GLOBAL_POOL_STRIDE,
    invocations: maps.batch * quads,
    body: /* wgsl */ `
  let x = table[entry]; let affine = table[entry + 1u]; let out = table[entry + 2u];
  let q = index % ${quads}u;
  let first = x + index / ${quads}u * ${area * quads}u + q;
  var sum = vec4f(0);
  for (var i = 0u; i < ${area}u; i++) { sum += arena[first + i * ${quads}u]; }
  arena[out + index] = fma(sum / ${area}.0, arena[affine + q], arena[affine + ${quads}u + q]);`,
  });
}

/** Gradient with respect to affine(x). */
export function globalPoolBackward(maps: Maps): Kernel {
  const quads = channelQuads(maps.channels);
  const area = maps.height * maps.width;
  return rawKernel('operation', {
    label: `global pool backward ${mapsLabel(maps)}`,
    stride: GLOBAL_POOL_BACKWARD_STRIDE,
    invocations: maps.batch * area * quads,
    body: /* wgsl */ `
  let g = table[entry]; let out = table[entry + 1u];
  let image = index / ${area * quads}u;
  arena[out + index] = arena[g + image * ${quads}u + index % ${quads}u] / ${area}.0;`,
  });
}
