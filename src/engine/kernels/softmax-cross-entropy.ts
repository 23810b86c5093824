import { operationKernel } from '../kernel.ts';
import { LANE_FUNCTION } from '../wgsl.ts';
import { logitQuads } from './linear.ts';
import { at, float, words } from '../words.ts';

const entry = words({
  logits: at('values'),
  labels: at('labels'),
  rows: at('rows'),
  gradient: at('gradient'),
  factor: float,
});

/**
 * Cross-entropy in nats and whether the largest logit (the first, when they tie) is the label's, one row an image;
 * the gradient of the logits is factor · (softmax − one-hot). Labels are class numbers as floats, four to a vec4.
 */
export function softmaxCrossEntropy(batch: number, classes: number) {
  const quads = logitQuads(classes);
  return operationKernel({
    label: `softmax cross-entropy ${batch}×${classes}`,
    entry,
    invocations: batch,
    functions: LANE_FUNCTION,
    body: /* wgsl */ `
  let own = logits + index * ${quads}u;
  let label = u32(lane(arena[labels + index / 4u], index % 4u));
  var best = 0u;
  var largest = arena[own].x;
  for (var k = 1u; k < ${classes}u; k++) {
    let v = lane(arena[own + k / 4u], k % 4u);
    if (v > largest) { largest = v; best = k; }
  }
  var total = 0.0;
  for (var k = 0u; k < ${classes}u; k++) { total += exp(lane(arena[own + k / 4u], k % 4u) - largest); }
  let loss = log(total) + largest - lane(arena[own + label / 4u], label % 4u);
  arena[rows + index] = vec4f(loss, select(0.0, 1.0, best == label), 0, 0);
  for (var i = 0u; i < ${quads}u; i++) {
    let k = vec4u(i * 4u) + vec4u(0, 1, 2, 3);
    let hit = select(vec4f(0), vec4f(1), k == vec4u(label));
    let g = factor * (exp(arena[own + i] - largest) / total - hit);
    arena[gradient + index * ${quads}u + i] = select(vec4f(0), g, k < vec4u(${classes}));
  }`,
  });
}
