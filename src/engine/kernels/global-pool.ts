import { operationKernel } from '../kernel.ts';
import { channelQuads, mapsLabel, type Maps } from '../shape.ts';
import { at, words } from '../words.ts';

const forwardEntry = words({ x: at('values'), affine: at('affine'), out: at('values') });
const backwardEntry = words({ g: at('gradient'), out: at('gradient') });

/** Mean of affine(x) over all pixels of an image. */
export function globalPoolForward(maps: Maps) {
  const quads = channelQuads(maps.channels);
  const area = maps.height * maps.width;
  return operationKernel({
    label: `global pool forward ${mapsLabel(maps)}`,
    entry: forwardEntry,
    invocations: maps.batch * quads,
    body: /* wgsl */ `
  let q = index % ${quads}u;
  let first = x + index / ${quads}u * ${area * quads}u + q;
  var sum = vec4f(0);
  for (var i = 0u; i < ${area}u; i++) { sum += arena[first + i * ${quads}u]; }
  arena[out + index] = fma(sum / ${area}.0, arena[affine + q], arena[affine + ${quads}u + q]);`,
  });
}

/** Gradient with respect to affine(x). */
export function globalPoolBackward(maps: Maps) {
  const quads = channelQuads(maps.channels);
  const area = maps.height * maps.width;
  return operationKernel({
    label: `global pool backward ${mapsLabel(maps)}`,
    entry: backwardEntry,
    invocations: maps.batch * area * quads,
    body: /* wgsl */ `
  let image = index / ${area * quads}u;
  arena[out + index] = arena[g + image * ${quads}u + index % ${quads}u] / ${area}.0;`,
  });
}
