import { rawKernel, type Kernel } from '../kernel.ts';
import { channelQuads } from '../shape.ts';
import { LANE_FUNCTION, repeat } from '../wgsl.ts';

/** Words of an entry, forward: input (batch × inputs), weights, logits (batch × outputs, rows padded to vec4). */
export const LINEAR_STRIDE = 3;
/** Backward: gradient of the logits, weights, gradient of the input. */
export const LINEAR_BACKWARD_STRIDE = 3;
/** Weights: input, gradient of the logits, gradient of the weights. */
export const LINEAR_WEIGHTS_STRIDE = 3;

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
export function linearForward(shape: LinearShape): Kernel {
  const { batch, inputs, outputs } = shape;
  const [inQuads, outQuads] = [channelQuads(inputs), logitQuads(outputs)];
  return rawKernel('operation', {
    label: label(shape, 'forward'),
    stride: LINEAR_STRIDE,
    invocations: batch * outQuads,
    functions: weightAt,
    body: /* wgsl */ `
  let x = table[entry] + index / ${outQuads}u * ${inQuads}u; let w = table[entry + 1u]; let out = table[entry + 2u];
  let k0 = index % ${outQuads}u * 4u;
  var sum = vec4f(0);
  for (var i = 0u; i < ${inputs}u; i++) {
    let v = lane(arena[x + i / 4u], i % 4u);
    let at = i * ${outputs}u + k0;
    sum += v * vec4f(${Array.from({ length: 4 }, (_, k) => `weight_at(w, at + ${k}u, k0 + ${k}u < ${outputs}u)`).join(', ')});
  }
  arena[out + index] = sum;`,
  });
}

export function linearBackward(shape: LinearShape): Kernel {
  const { batch, inputs, outputs } = shape;
  const [inQuads, outQuads] = [channelQuads(inputs), logitQuads(outputs)];
  return rawKernel('operation', {
    label: label(shape, 'backward'),
    stride: LINEAR_BACKWARD_STRIDE,
    invocations: batch * inQuads,
    functions: weightAt,
    body: /* wgsl */ `
  let g = table[entry] + index / ${inQuads}u * ${outQuads}u; let w = table[entry + 1u]; let out = table[entry + 2u];
  let i0 = index % ${inQuads}u * 4u;
  var sum = vec4f(0);
  for (var k = 0u; k < ${outputs}u; k++) {
    let v = lane(arena[g + k / 4u], k % 4u);
    let at = i0 * ${outputs}u + k;
    sum += v * vec4f(${Array.from({ length: 4 }, (_, i) => `weight_at(w, at + ${i * outputs}u, true)`).join(', ')});
  }
  arena[out + index] = sum;`,
  });
}

/** The whole gradient of the weights, summed over the batch. */
export function linearWeights(shape: LinearShape): Kernel {
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
  return rawKernel('operation', {
    label: label(shape, 'weights'),
    stride: LINEAR_WEIGHTS_STRIDE,
    invocations: Math.ceil(numbers / 4),
    functions: LANE_FUNCTION,
    body: /* wgsl */ `
  let x = table[entry]; let g = table[entry + 1u]; let out = table[entry + 2u];
${repeat(4, one)}
  arena[out + index] = vec4f(sum0, sum1, sum2, sum3);`,
  });
}
