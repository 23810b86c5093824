import { cooperativeKernel } from '../../kernel.ts';
import { repeat } from '../../wgsl.ts';
import { at, count, float, words } from '../../words.ts';
import { chainFunctions, eachUnit, STEP_AT, word } from './functions.ts';
import { type ChainLayout, mostBits, mostChoices, TOTAL_ROWS } from './layout.ts';
import type { ChainProgram } from './program.ts';
import { choiceWord, inputWord, keepWord, chainStep } from './table.ts';

/** What a rollout left, parameters that gradients pass through, partial gradients. */
const entry = words({
  block: at('chains'),
  results: at('results'),
  factors: at('factors'),
  temperature: float,
  steps: count,
  cellWeights: at('weights'),
  classWeights: at('weights'),
  keyWeights: at('weights'),
  queryWeights: at('weights'),
  scoreWeights: at('weights'),
  startGradient: at('partials'),
  embeddingsGradient: at('partials'),
  classGradient: at('partials'),
  biasGradient: at('partials'),
  scoreGradient: at('partials'),
});

/** Vec4 of a group's factors: for each chain that of its log-probability, of its entropy, and of its own pulls. */
export const FACTOR_ROWS = 3;

/**
 * Gradients back through the rollout of four chains, for the loss −Σ (advantage · log-probability + weight · entropy −
 * share · pulls). Leaves those of gates, queries and keys step by step, of which outer sums make those of the three large matrices.
 */
export function chainLearn(program: ChainProgram, layout: ChainLayout) {
  const { units, classes } = program;
  const quads = units / 4;
  const most = mostChoices(program);
  const bits = mostBits(program);
  /** h_u += weights[own row] · gradient, for the four rows of a units × units matrix that this invocation owns. */
  const back = (at: string, gradient: string): string => /* wgsl */ `
      for (var r = 0u; r < ${quads}u; r++) {
        let d = ${gradient} + r * 4u;
        let d0 = arena[d]; let d1 = arena[d + 1u]; let d2 = arena[d + 2u]; let d3 = arena[d + 3u];
${eachUnit((u) => `        let w${u} = weights[${at} + (own + ${u}u) * ${quads}u + r];`)}
${eachUnit((u) => `        dh${u} += w${u}.x * d0 + w${u}.y * d1 + w${u}.z * d2 + w${u}.w * d3;`)}
      }`;
  return cooperativeKernel({
    label: `decision chain learn ${units}·${classes}·${program.steps.length}`,
    entry,
    term: chainStep,
    invocations: quads,
    functions: chainFunctions(most),
    body: /* wgsl */ `
  let own = index * 4u;
  let advantage = arena[factors];
  let entropy_weight = arena[factors + 1u];
  let share = arena[factors + 2u];
  let score_weight = weights[scoreWeights + index];
  for (var slot = 0u; slot < ${program.slots}u; slot++) {
    let at = block + slot * ${units}u + own;
${eachUnit((u) => `    arena[at + ${layout.keyGradients + u}u] = vec4f(0); arena[at + ${layout.valueGradients + u}u] = vec4f(0);`)}
  }
  var d_start = vec4f(0);
  var d_scores = vec4f(0);
  var d_embeddings: array<vec4f, ${classes}>;
  var d_class: array<f32, ${4 * classes}>;
  ${program.biased ? `var d_bias: array<f32, ${4 * Math.ceil(classes / 4)}>;` : ''}
${eachUnit((u) => `  var dh${u} = vec4f(0); var dc${u} = vec4f(0);`)}
  for (var t = steps; t > 0u;) {
    t--;
    let step = ${STEP_AT};
    let input = block + ${layout.inputs}u + t * ${2 * units}u;
    if (${word('choice')} != ${choiceWord.none}u) {
      let count = ${word('choices')};
      let bound = ${word('bound')};
      let squashed = block + ${layout.squashed}u + t * ${most}u;
      var z: array<vec4f, ${most}>;
${
  bits > 0
    ? `      if (${word('choice')} == ${choiceWord.bits}u) {${bitGradients}
      } else {`
    : ''
}
      for (var k = 0u; k < count; k++) { z[k] = bound * arena[squashed + k] + arena[${word('bias')} + k]; }
      log_softmax(&z, count);
      var entropy = vec4f(0);
      for (var k = 0u; k < count; k++) { entropy -= exp(z[k]) * z[k]; }
      let token = vec4u(arena[results + ${TOTAL_ROWS}u + ${word('decision')}]);
      for (var k = 0u; k < count; k++) {
        let p = exp(z[k]);
        let hit = select(vec4f(0), vec4f(1), token == vec4u(k));
        let s = arena[squashed + k];
        let d_logit = advantage * (p - hit) + entropy_weight * p * (z[k] + entropy);
        z[k] = d_logit * bound * (1.0 - s * s) / temperature;
      }
${bits > 0 ? '      }' : ''}
      if (${word('choice')} == ${choiceWord.classes}u) {
${eachUnit((u) => `        let h${u} = arena[input + ${3 * units + u}u + own];`)}
        for (var k = 0u; k < count; k++) {
          ${program.biased ? 'd_bias[k] += dot(z[k], vec4f(1));' : ''}
${eachUnit(
  (u) => /* wgsl */ `
          dh${u} += weight(classWeights, (own + ${u}u) * ${classes}u + k) * z[k];
          d_class[${u * classes}u + k] += dot(h${u}, z[k]);`,
)}
        }
      } else {
        let query = block + t * ${units}u + own;
${eachUnit((u) => `        let q${u} = arena[query + ${layout.queries + u}u]; var dq${u} = vec4f(0);`)}
        for (var k = 0u; k < count; k++) {
          let slot = block + (${word('firstSlot')} + k) * ${units}u + own;
${eachUnit(
  (u, c) => /* wgsl */ `
          let m${u} = squash(arena[slot + ${layout.keys + u}u] + q${u});
          let d${u} = score_weight.${c} * z[k] * (1.0 - m${u} * m${u});
          d_scores.${c} += dot(z[k], m${u});
          arena[slot + ${layout.keyGradients + u}u] += d${u};
          dq${u} += d${u};`,
)}
        }
${eachUnit((u) => `        arena[query + ${layout.queryGradients + u}u] = dq${u};`)}
        storageBarrier();
        let d_query = block + ${layout.queryGradients}u + t * ${units}u;
${back('queryWeights', 'd_query')}
      }
    }
    if (${word('keep')} != ${keepWord.none}u) {
      storageBarrier();
      let slot = block + ${word('slot')} * ${units}u;
      let is_state = ${word('keep')} == ${keepWord.state}u;
${eachUnit((u) => `      dh${u} += select(vec4f(0), arena[slot + own + ${layout.valueGradients + u}u], is_state);`)}
      let d_key = slot + ${layout.keyGradients}u;
${back('keyWeights', 'd_key')}
    }
    let gates = block + ${layout.gates}u + t * ${4 * units}u + own;
    let cells = block + ${layout.cells}u + t * ${units}u + own;
    let d_gates = block + ${layout.gateGradients}u + t * ${4 * units}u;
${eachUnit(
  (u) => /* wgsl */ `
    let i${u} = arena[gates + ${u}u]; let f${u} = arena[gates + ${units + u}u];
    let o${u} = arena[gates + ${2 * units + u}u]; let g${u} = arena[gates + ${3 * units + u}u];
    let s${u} = squash(arena[cells + ${units + u}u]);
    dc${u} += dh${u} * o${u} * (1.0 - s${u} * s${u});
    arena[d_gates + own + ${u}u] = dc${u} * g${u} * i${u} * (1.0 - i${u});
    arena[d_gates + own + ${units + u}u] = dc${u} * arena[cells + ${u}u] * f${u} * (1.0 - f${u});
    arena[d_gates + own + ${2 * units + u}u] = dh${u} * s${u} * o${u} * (1.0 - o${u});
    arena[d_gates + own + ${3 * units + u}u] = dc${u} * i${u} * (1.0 - g${u} * g${u});
    dc${u} *= f${u};`,
)}
    storageBarrier();
${eachUnit((u) => `    var dx${u} = vec4f(0); dh${u} = vec4f(0);`)}
    for (var r = 0u; r < ${units}u; r++) {
      let d = d_gates + r * 4u;
      let d0 = arena[d]; let d1 = arena[d + 1u]; let d2 = arena[d + 2u]; let d3 = arena[d + 3u];
${eachUnit(
  (u) => /* wgsl */ `
      let wx${u} = weights[cellWeights + (own + ${u}u) * ${units}u + r];
      let wh${u} = weights[cellWeights + (own + ${units + u}u) * ${units}u + r];
      dx${u} += wx${u}.x * d0 + wx${u}.y * d1 + wx${u}.z * d2 + wx${u}.w * d3;
      dh${u} += wh${u}.x * d0 + wh${u}.y * d1 + wh${u}.z * d2 + wh${u}.w * d3;`,
)}
    }
    if (${word('input')} == ${inputWord.start}u) {
      d_start += vec4f(dot(dx0, vec4f(1)), dot(dx1, vec4f(1)), dot(dx2, vec4f(1)), dot(dx3, vec4f(1)));
    }${bits > 0 ? bitValueGradients(layout, units) : ''} else {
      let before = step - ${chainStep.stride}u;
      let token = vec4u(arena[results + ${TOTAL_ROWS}u + ${word('decision', 'before')}]);
      for (var k = 0u; k < ${word('choices', 'before')}; k++) {
        let hit = select(vec4f(0), vec4f(1), token == vec4u(k));
        if (${word('input')} == ${inputWord.classes}u) {
          d_embeddings[k] += vec4f(dot(dx0, hit), dot(dx1, hit), dot(dx2, hit), dot(dx3, hit));
        } else {
          let scale = hit * arena[${word('scale', 'before')} + k];
          let slot = block + ${layout.valueGradients}u + (${word('firstSlot', 'before')} + k) * ${units}u + own;
${eachUnit((u) => `          arena[slot + ${u}u] += scale * dx${u};`)}
        }
      }
    }
  }
  arena[startGradient + index] = d_start;
  let embeddings = embeddingsGradient + index;
  let class_gradient = classGradient + index * ${classes}u;
${repeat(classes, (k) => `  arena[embeddings + ${k * quads}u] = d_embeddings[${k}];`)}
${repeat(classes, (k) => `  arena[class_gradient + ${k}u] = ${fourOf('d_class', k)};`)}
${
  program.biased
    ? `  if (index == 0u) {
${repeat(Math.ceil(classes / 4), (k) => `    arena[biasGradient + ${k}u] = ${fourOf('d_bias', k)};`)}
  }`
    : ''
}
  arena[scoreGradient + index] = d_scores;`,
  });
}

/** The numbers 4k … 4k + 3 of an array as a vec4. */
function fourOf(array: string, k: number): string {
  return `vec4f(${[0, 1, 2, 3].map((i) => `${array}[${4 * k + i}]`).join(', ')})`;
}

/** dL/d score of bits: with p = σ(2z) of −log π and −H, and with q = σ(slope · z) of the pull. */
const bitGradients = /* wgsl */ `
        let slope = ${word('pullSlope')};
        for (var k = 0u; k < count; k++) {
          let s = arena[squashed + k];
          let w = bound * s;
          let p = sigmoid(2.0 * w);
          let q = sigmoid(slope * w);
          let bit = arena[results + ${TOTAL_ROWS}u + ${word('decision')} + k];
          let d_logit = 2.0 * advantage * (p - bit) + 4.0 * entropy_weight * w * p * (1.0 - p)
            + share * ${word('pullWeight')} * slope * q * (1.0 - q) * (slope * w - ${word('pullLogit')});
          z[k] = d_logit * bound * (1.0 - s * s) / temperature;
        }`;

/** Gradients from a mean of slots to each slot that was taken. */
const bitValueGradients = (
  layout: ChainLayout,
  units: number,
): string => /* wgsl */ ` else if (${word('input')} == ${inputWord.bits}u) {
      let before = step - ${chainStep.stride}u;
      let tokens = results + ${TOTAL_ROWS}u + ${word('decision', 'before')};
      var total = vec4f(1);
      for (var k = 0u; k < ${word('choices', 'before')}; k++) { total += arena[tokens + k]; }
      for (var k = 0u; k < ${word('choices', 'before')}; k++) {
        let part = arena[tokens + k] / total;
        let slot = block + ${layout.valueGradients}u + (${word('firstSlot', 'before')} + k) * ${units}u + own;
${eachUnit((u) => `        arena[slot + ${u}u] += part * dx${u};`)}
      }
    }`;
