import { operationKernel } from '../kernel.ts';
import { channelQuads } from '../shape.ts';
import { LANE_FUNCTION, repeat } from '../wgsl.ts';
import { at, words } from '../words.ts';

const forwardEntry = words({ x: at('values'), w: at('weights'), out: at('values') });
const backwardEntry = words({ g: at('gradient'), w: at('weights'), out: at('gradient') });
const weightsEntry = words({ x: at('values'), g: at('gradient'), out: at('partials') });

/** A linear layer without bias; weights inputs × outputs, row-major and unpadded. */
export interface LinearShape {
  readonly batch: number;
  /** A multiple of 4. */
  readonly inputs: number;
  readonly outputs: number;
}

export const logitQuads = (outputs: number): number => Math.ceil(outputs / 4);

const label = ({ batch, inputs, outputs }: LinearShape, what: string): string =>
  `linear ${what} ${batch}×${inputs}→${outputs}`;

/** `weight_at(w, at, exists)`: number `at` of the weights, or zero. */
const weightAt = /* wgsl */ `${LANE_FUNCTION}
fn weight_at(w: u32, at: u32, exists: bool) -> f32 {
  let safe = select(0u, at, exists);
  return select(0.0, lane(weights[w + safe / 4u], safe % 4u), exists);
}`;

/** One invocation a logit quad; the padding of the last quad stays zero. */
export function linearForward(shape: LinearShape) {
  const { batch, inputs, outputs } = shape;
  const [inQuads, outQuads] = [channelQuads(inputs), logitQuads(outputs)];
  return operationKernel({
    label: label(shape, 'forward'),
    entry: forwardEntry,
    invocations: batch * outQuads,
    functions: weightAt,
    body: /* wgsl */ `
  let row = x + index / ${outQuads}u * ${inQuads}u;
  let k0 = index % ${outQuads}u * 4u;
  var sum = vec4f(0);
  for (var i = 0u; i < ${inputs}u; i++) {
    let v = lane(arena[row + i / 4u], i % 4u);
    let at = i * ${outputs}u + k0;
    sum += v * vec4f(${Array.from({ length: 4 }, (_, k) => `weight_at(w, at + ${k}u, k0 + ${k}u < ${outputs}u)`).join(', ')});
  }
  arena[out + index] = sum;`,
  });
}

export function linearBackward(shape: LinearShape) {
  const { batch, inputs, outputs } = shape;
  const [inQuads, outQuads] = [channelQuads(inputs), logitQuads(outputs)];
  return operationKernel({
    label: label(shape, 'backward'),
    entry: backwardEntry,
    invocations: batch * inQuads,
    functions: weightAt,
    body: /* wgsl */ `
  let row = g + index / ${inQuads}u * ${outQuads}u;
  let i0 = index % ${inQuads}u * 4u;
  var sum = vec4f(0);
  for (var k = 0u; k < ${outputs}u; k++) {
    let v = lane(arena[row + k / 4u], k % 4u);
    let at = i0 * ${outputs}u + k;
    sum += v * vec4f(${Array.from({ length: 4 }, (_, i) => `weight_at(w, at + ${i * outputs}u, true)`).join(', ')});
  }
  arena[out + index] = sum;`,
  });
}

/** The whole gradient of the weights, summed over the batch. */
export function linearWeights(shape: LinearShape) {
  const { batch, inputs, outputs } = shape;
  const [inQuads, outQuads] = [channelQuads(inputs), logitQuads(outputs)];
  const numbers = inputs * outputs;
  const one = (k: number): string => /* wgsl */ `
  var sum${k} = 0.0;
  if (index * 4u + ${k}u < ${numbers}u) {
    let i = (index * 4u + ${k}u) / ${outputs}u;
    let k = (index * 4u + ${k}u) % ${outputs}u;
    for (var image = 0u; image < ${batch}u; image++) {
      sum${k} += lane(arena[x + image * ${inQuads}u + i / 4u], i % 4u) * lane(arena[g + image * ${outQuads}u + k / 4u], k % 4u);
    }
  }`;
  return operationKernel({
    label: label(shape, 'weights'),
    entry: weightsEntry,
    invocations: Math.ceil(numbers / 4),
    functions: LANE_FUNCTION,
    body: /* wgsl */ `
${repeat(4, one)}
  arena[out + index] = vec4f(sum0, sum1, sum2, sum3);`,
  });
}
