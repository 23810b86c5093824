import { rawKernel, type Kernel } from '../../kernel.ts';
import { repeat } from '../../wgsl.ts';
import { GROUP, type RecurrentShape, shapeLabel, slotCount } from './shape.ts';

/** Words of an entry: logits (slots × vocabulary), characters, rows of (loss, correct), bits of the gradient's factor. */
export const PREDICTION_STRIDE = 4;

/**
 * Softmax and cross-entropy of every prediction. A row (cross-entropy in nats, whether the largest logit, the first
 * where they tie, was that of the character) for each one from step `skip` on, step after step; with `training` the
 * logits are replaced by their gradient, factor · (softmax − one-hot), zero where there is no sequence.
 */
export function prediction(shape: RecurrentShape, skip: number, training: boolean): Kernel {
  const { batch, steps, vocabulary } = shape;
  const row = (i: number): string => /* wgsl */ `
  if (step >= ${skip}u && first + ${i}u < ${batch}u) {
    arena[table[entry + 2u] + (step - ${skip}u) * ${batch}u + first + ${i}u] = vec4f(loss[${i}], hit[${i}], 0, 0);
  }`;
  return rawKernel('operation', {
    label: `prediction ${shapeLabel(shape)} from ${skip}${training ? ' with gradient' : ''}`,
    stride: PREDICTION_STRIDE,
    invocations: slotCount(shape),
    body: /* wgsl */ `
  let logits = table[entry] + index * ${vocabulary}u;
  let lot = index / ${steps}u;
  let step = index % ${steps}u;
  let first = lot * ${GROUP}u;
  let symbols = vec4u(arena[table[entry + 1u] + index + lot + 1u]);
  var best = vec4u(0);
  var largest = arena[logits];
  for (var k = 1u; k < ${vocabulary}u; k++) {
    let z = arena[logits + k];
    best = select(best, vec4u(k), z > largest);
    largest = max(largest, z);
  }
  var total = vec4f(0);
  var named = vec4f(0);
  for (var k = 0u; k < ${vocabulary}u; k++) {
    let z = arena[logits + k] - largest;
    total += exp(z);
    named += select(vec4f(0), z, symbols == vec4u(k));
  }
  let loss = log(total) - named;
  let hit = select(vec4f(0), vec4f(1), best == symbols);
${repeat(GROUP, row)}
${
  training
    ? /* wgsl */ `
  let there = vec4u(first) + vec4u(0, 1, 2, 3) < vec4u(${batch});
  let factor = select(vec4f(0), vec4f(bitcast<f32>(table[entry + 3u])), there);
  for (var k = 0u; k < ${vocabulary}u; k++) {
    let p = exp(arena[logits + k] - largest) / total;
    arena[logits + k] = factor * (p - select(vec4f(0), vec4f(1), symbols == vec4u(k)));
  }`
    : ''
}`,
  });
}
