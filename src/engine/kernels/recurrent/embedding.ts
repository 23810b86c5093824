import { operationKernel } from '../../kernel.ts';
import { repeat } from '../../wgsl.ts';
import { type RecurrentShape, shapeLabel, slotCount } from './shape.ts';
import { at, words } from '../../words.ts';

const embedEntry = words({ characters: at('characters'), embedding: at('weights'), embedded: at('values') });
/** `dLogits` lies where the logits were. */
const gradientEntry = words({
  characters: at('characters'),
  dLogits: at('logits'),
  states: at('states'),
  dEmbedded: at('gradient'),
  out: at('partials'),
});

/** The row of the embedding that each character names. */
export function embed(shape: RecurrentShape) {
  const { steps, width } = shape;
  const quads = width / 4;
  const lanes = ['x', 'y', 'z', 'w'] as const;
  return operationKernel({
    label: `embed ${shapeLabel(shape)}`,
    entry: embedEntry,
    invocations: slotCount(shape) * quads,
    body: /* wgsl */ `
  let slot = index / ${quads}u;
  let quad = index % ${quads}u;
  let symbols = vec4u(arena[characters + slot + slot / ${steps}u]);
${repeat(4, (i) => `  let w${i} = weights[embedding + symbols[${i}] * ${quads}u + quad];`)}
  let out = embedded + slot * ${width}u + quad * 4u;
${repeat(4, (i) => `  arena[out + ${i}u] = vec4f(w0.${lanes[i]}, w1.${lanes[i]}, w2.${lanes[i]}, w3.${lanes[i]});`)}`,
  });
}

/**
 * The gradient of the tied embedding, V × H: that of the output layer, Σ dlogits · state after the character, and that
 * of what was read. The latter gathers, for each character, the places that hold it, so that nothing is scattered.
 * Four characters and four numbers an invocation.
 */
export function embeddingGradient(shape: RecurrentShape) {
  const { steps, width, vocabulary } = shape;
  const quads = width / 4;
  const each = (line: (i: number) => string): string => repeat(4, line);
  return operationKernel({
    label: `embedding gradient ${shapeLabel(shape)}`,
    entry: gradientEntry,
    invocations: Math.ceil(vocabulary / 4) * quads,
    body: /* wgsl */ `
  let row = index / ${quads}u * 4u;
  let quad = index % ${quads}u;
${each((i) => `  let v${i} = min(row + ${i}u, ${vocabulary - 1}u);`)}
${each((i) => `  var sum${i} = vec4f(0);`)}
  for (var s = 0u; s < ${slotCount(shape)}u; s++) {
    let lot = s / ${steps}u;
    let symbols = vec4u(arena[characters + s + lot]);
    let logits = dLogits + s * ${vocabulary}u;
    let state = states + (s + lot + 1u) * ${width}u + quad * 4u;
    let embedded = dEmbedded + s * ${width}u + quad * 4u;
${each((i) => `    let h${i} = arena[state + ${i}u]; let x${i} = arena[embedded + ${i}u];`)}
${each(
  (i) => /* wgsl */ `    {
      let g = arena[logits + v${i}];
      let here = select(vec4f(0), vec4f(1), symbols == vec4u(v${i}));
      sum${i} += vec4f(dot(g, h0) + dot(here, x0), dot(g, h1) + dot(here, x1), dot(g, h2) + dot(here, x2), dot(g, h3) + dot(here, x3));
    }`,
)}
  }
${each((i) => `  if (row + ${i}u < ${vocabulary}u) { arena[out + (row + ${i}u) * ${quads}u + quad] = sum${i}; }`)}`,
  });
}
