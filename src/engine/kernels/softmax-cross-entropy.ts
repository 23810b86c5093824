import { rawKernel, type Kernel } from '../kernel.ts';
import { LANE_FUNCTION } from '../wgsl.ts';
import { logitQuads } from './linear.ts';

/** Words of an entry: logits, labels, rows of (loss, correct), gradient of the logits, bits of its factor. */
export const SOFTMAX_STRIDE = 5;

/**
 * Cross-entropy in nats and whether the largest logit (the first, when they tie) is the label's, one row an image;
 * the gradient of the logits is factor · (softmax − one-hot). Labels are class numbers as floats, four to a vec4.
 */
export function softmaxCrossEntropy(batch: number, classes: number): Kernel {
  const quads = logitQuads(classes);
  return rawKernel('operation', {
    label: `softmax cross-entropy ${batch}×${classes}`,
    stride: SOFTMAX_STRIDE,
    invocations: batch,
    functions: LANE_FUNCTION,
    body: /* wgsl */ `
  let logits = table[entry] + index * ${quads}u; let labels = table[entry + 1u]; let rows = table[entry + 2u];
  let gradient = table[entry + 3u] + index * ${quads}u; let factor = bitcast<f32>(table[entry + 4u]);
  let label = u32(lane(arena[labels + index / 4u], index % 4u));
  var best = 0u;
  var largest = arena[logits].x;
  for (var k = 1u; k < ${classes}u; k++) {
    let v = lane(arena[logits + k / 4u], k % 4u);
    if (v > largest) { largest = v; best = k; }
  }
  var total = 0.0;
  for (var k = 0u; k < ${classes}u; k++) { total += exp(lane(arena[logits + k / 4u], k % 4u) - largest); }
  let loss = log(total) + largest - lane(arena[logits + label / 4u], label % 4u);
  arena[rows + index] = vec4f(loss, select(0.0, 1.0, best == label), 0, 0);
  for (var i = 0u; i < ${quads}u; i++) {
    let k = vec4u(i * 4u) + vec4u(0, 1, 2, 3);
    let hit = select(vec4f(0), vec4f(1), k == vec4u(label));
    let g = factor * (exp(arena[logits + i] - largest) / total - hit);
    arena[gradient + i] = select(vec4f(0), g, k < vec4u(${classes}));
  }`,
  });
}
