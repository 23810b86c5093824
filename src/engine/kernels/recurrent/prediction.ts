import { operationKernel } from '../../kernel.ts';
import { repeat } from '../../wgsl.ts';
import { GROUP, type RecurrentShape, shapeLabel, slotCount } from './shape.ts';
import { at, float, words } from '../../words.ts';

const entry = words({ logitsAt: at('logits'), characters: at('characters'), rows: at('rows'), weight: float });

/**
 * Softmax and cross-entropy of every prediction. A row (cross-entropy in nats, whether the largest logit, the first
 * where they tie, was that of the character) for each one from step `skip` on, step after step; with `training` the
 * logits are replaced by their gradient, factor · (softmax − one-hot), zero where there is no sequence.
 */
export function prediction(shape: RecurrentShape, skip: number, training: boolean) {
  const { batch, steps, vocabulary } = shape;
  const row = (i: number): string => /* wgsl */ `
  if (step >= ${skip}u && first + ${i}u < ${batch}u) {
    arena[rows + (step - ${skip}u) * ${batch}u + first + ${i}u] = vec4f(loss[${i}], hit[${i}], 0, 0);
  }`;
  return operationKernel({
    label: `prediction ${shapeLabel(shape)} from ${skip}${training ? ' with gradient' : ''}`,
    entry,
    invocations: slotCount(shape),
    body: /* wgsl */ `
  let logits = logitsAt + index * ${vocabulary}u;
  let lot = index / ${steps}u;
  let step = index % ${steps}u;
  let first = lot * ${GROUP}u;
  let symbols = vec4u(arena[characters + index + lot + 1u]);
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
  let factor = select(vec4f(0), vec4f(weight), there);
  for (var k = 0u; k < ${vocabulary}u; k++) {
    let p = exp(arena[logits + k] - largest) / total;
    arena[logits + k] = factor * (p - select(vec4f(0), vec4f(1), symbols == vec4u(k)));
  }`
    : ''
}`,
  });
}
