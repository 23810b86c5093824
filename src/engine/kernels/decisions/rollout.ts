import { cooperativeKernel } from '../../kernel.ts';
import { repeat } from '../../wgsl.ts';
import { at, count, float, words } from '../../words.ts';
import { chainFunctions, eachUnit, STEP_AT, word } from './functions.ts';
import { type ChainLayout, mostBits, mostChoices, TOTAL_ROWS } from './layout.ts';
import type { ChainProgram } from './program.ts';
import { choiceWord, inputWord, keepWord, chainStep } from './table.ts';

/** How chains choose: by the inverse of the cumulative distribution at given numbers, as told, or the likeliest. */
export const rolloutModes = { sample: 0, follow: 1, likeliest: 2 } as const;
export type RolloutMode = keyof typeof rolloutModes;

/** Guides have one row a decision: numbers in [0, 1), or tokens. */
const entry = words({
  block: at('chains'),
  guides: at('guides'),
  results: at('results'),
  mode: count,
  temperature: float,
  steps: count,
  cellWeights: at('weights'),
  start: at('weights'),
  embeddings: at('weights'),
  classWeights: at('weights'),
  classBiases: at('weights'),
  keyWeights: at('weights'),
  queryWeights: at('weights'),
  scoreWeights: at('weights'),
});

const CHOOSE = (most: number): string => /* wgsl */ `
fn choose(mode: u32, guide: vec4f, log_p: ptr<function, array<vec4f, ${most}>>, count: u32) -> vec4u {
  var token = vec4u(0);
  if (mode == ${rolloutModes.follow}u) { return vec4u(guide); }
  if (mode == ${rolloutModes.sample}u) {
    var passed = vec4f(0);
    for (var k = 0u; k + 1u < count; k++) {
      passed += exp((*log_p)[k]);
      token += select(vec4u(0), vec4u(1), guide >= passed);
    }
    return token;
  }
  var best = (*log_p)[0];
  for (var k = 1u; k < count; k++) {
    token = select(token, vec4u(k), (*log_p)[k] > best);
    best = max(best, (*log_p)[k]);
  }
  return token;
}`;

/**
 * The whole rollout of four chains in one workgroup of units / 4 invocations, each of which owns four units. Weights are
 * read once for all four chains; what was computed stays in the arena for the backward pass, and is exchanged there.
 */
export function chainRollout(program: ChainProgram, layout: ChainLayout) {
  const { units, classes } = program;
  const quads = units / 4;
  const most = mostChoices(program);
  const bits = mostBits(program);
  /** sum_u += Σ over rows of weights · state, for the four columns that this invocation owns. */
  const project = (at: string, state: string, sum: string): string => /* wgsl */ `
      for (var r = 0u; r < ${units}u; r++) {
        let v = arena[${state} + r];
        let w = weights[${at} + r * ${quads}u + index];
${eachUnit((u, c) => `        ${sum}${u} += w.${c} * v;`)}
      }`;
  return cooperativeKernel({
    label: `decision chain rollout ${units}·${classes}·${program.steps.length}`,
    entry,
    term: chainStep,
    invocations: quads,
    functions: chainFunctions(most) + CHOOSE(most),
    body: /* wgsl */ `
  let own = index * 4u;
  let scores = block + ${layout.scores}u;
  var token = vec4u(0);
  var log_probability = vec4f(0);
  var entropy = vec4f(0);
${eachUnit((u) => `  var c${u} = vec4f(0);`)}
${bits > 0 ? `  var taken: array<vec4f, ${bits}>;` : ''}
  for (var t = 0u; t < steps; t++) {
    let step = ${STEP_AT};
    let input = block + ${layout.inputs}u + t * ${2 * units}u;
    let state = input + ${3 * units}u;
${eachUnit((u) => `    var x${u} = vec4f(0);`)}
    if (${word('input')} == ${inputWord.start}u) {
      let w = weights[start + index];
${eachUnit((u, c) => `      x${u} = vec4f(w.${c});`)}
    } else if (${word('input')} == ${inputWord.classes}u) {
${repeat(4, (l) => `      let w${l} = weights[embeddings + token[${l}] * ${quads}u + index];`)}
${eachUnit((u, c) => `      x${u} = vec4f(w0.${c}, w1.${c}, w2.${c}, w3.${c});`)}
    }${bits > 0 ? readBits(layout, units) : ''} else {
      let before = step - ${chainStep.stride}u;
      for (var k = 0u; k < ${word('choices', 'before')}; k++) {
        let chosen = token == vec4u(k);
        let scale = select(vec4f(0), arena[${word('scale', 'before')} + k], chosen);
        let at = block + ${layout.values}u + (${word('firstSlot', 'before')} + k) * ${units}u + own;
${eachUnit((u) => `        x${u} += scale * arena[at + ${u}u];`)}
      }
    }
${eachUnit((u) => `    arena[input + own + ${u}u] = x${u};`)}
    storageBarrier();
${eachUnit((u) => `    var i${u} = vec4f(0); var f${u} = vec4f(0); var o${u} = vec4f(0); var g${u} = vec4f(0);`)}
    for (var r = 0u; r < ${2 * units}u; r++) {
      let v = arena[input + r];
      let row = cellWeights + r * ${units}u + index;
      let wi = weights[row]; let wf = weights[row + ${quads}u];
      let wo = weights[row + ${2 * quads}u]; let wg = weights[row + ${3 * quads}u];
${eachUnit((u, c) => `      i${u} += wi.${c} * v; f${u} += wf.${c} * v; o${u} += wo.${c} * v; g${u} += wg.${c} * v;`)}
    }
    let gates = block + ${layout.gates}u + t * ${4 * units}u + own;
    let cells = block + ${layout.cells}u + (t + 1u) * ${units}u + own;
${eachUnit(
  (u) => /* wgsl */ `
    i${u} = sigmoid(i${u}); f${u} = sigmoid(f${u}); o${u} = sigmoid(o${u}); g${u} = squash(g${u});
    c${u} = i${u} * g${u} + f${u} * c${u};
    let h${u} = o${u} * squash(c${u});
    arena[gates + ${u}u] = i${u}; arena[gates + ${units + u}u] = f${u};
    arena[gates + ${2 * units + u}u] = o${u}; arena[gates + ${3 * units + u}u] = g${u};
    arena[cells + ${u}u] = c${u};
    arena[state + own + ${u}u] = h${u};`,
)}
    if (${word('keep')} != ${keepWord.none}u) {
      storageBarrier();
${eachUnit((u) => `      var k${u} = vec4f(0);`)}
${project('keyWeights', 'state', 'k')}
      let slot = block + ${word('slot')} * ${units}u + own;
      let is_state = ${word('keep')} == ${keepWord.state}u;
${eachUnit(
  (u) => /* wgsl */ `
      arena[slot + ${layout.keys + u}u] = k${u};
      arena[slot + ${layout.values + u}u] = select(vec4f(0), h${u}, is_state);`,
)}
    }
    if (${word('choice')} != ${choiceWord.none}u) {
      let count = ${word('choices')};
      let is_class = ${word('choice')} == ${choiceWord.classes}u;
      if (is_class) {
        for (var k = 0u; k < count; k++) {
          var sum = vec4f(0);
${eachUnit((u) => `          sum += weight(classWeights, (own + ${u}u) * ${classes}u + k) * h${u};`)}
          arena[scores + k * ${quads}u + index] = sum;
        }
      } else {
        storageBarrier();
${eachUnit((u) => `        var q${u} = vec4f(0);`)}
${project('queryWeights', 'state', 'q')}
        let queries = block + ${layout.queries}u + t * ${units}u + own;
${eachUnit((u) => `        arena[queries + ${u}u] = q${u};`)}
        let w = weights[scoreWeights + index];
        for (var k = 0u; k < count; k++) {
          let key = block + ${layout.keys}u + (${word('firstSlot')} + k) * ${units}u + own;
          var sum = vec4f(0);
${eachUnit((u, c) => `          sum += w.${c} * squash(arena[key + ${u}u] + q${u});`)}
          arena[scores + k * ${quads}u + index] = sum;
        }
      }
      storageBarrier();
${
  bits > 0
    ? `      if (${word('choice')} == ${choiceWord.bits}u) {${chooseBits(layout, quads, most)}
      } else {`
    : ''
}
      var z: array<vec4f, ${most}>;
      for (var k = 0u; k < count; k++) {
        var score = vec4f(0);
        for (var i = 0u; i < ${quads}u; i++) { score += arena[scores + k * ${quads}u + i]; }
        ${program.biased ? 'if (is_class) { score += weight(classBiases, k); }' : ''}
        let squashed = squash(score / temperature);
        if (index == 0u) { arena[block + ${layout.squashed}u + t * ${most}u + k] = squashed; }
        z[k] = ${word('bound')} * squashed + arena[${word('bias')} + k];
      }
      log_softmax(&z, count);
      token = choose(mode, arena[guides + ${word('decision')}], &z, count);
      for (var k = 0u; k < count; k++) {
        let p = exp(z[k]);
        log_probability += select(vec4f(0), z[k], token == vec4u(k));
        entropy -= p * z[k];
        if (index == 0u) { arena[results + ${word('distribution')} + k] = p; }
      }
      if (index == 0u) { arena[results + ${TOTAL_ROWS}u + ${word('decision')}] = vec4f(token); }
${bits > 0 ? '      }' : ''}
    }
  }
  if (index == 0u) { arena[results] = log_probability; arena[results + 1u] = entropy; }`,
  });
}

/** The mean of the slots that were taken, as if the start of all were taken too: Σ value / (1 + taken). */
const readBits = (
  layout: ChainLayout,
  units: number,
): string => /* wgsl */ ` else if (${word('input')} == ${inputWord.bits}u) {
      let before = step - ${chainStep.stride}u;
      var total = vec4f(1);
      for (var k = 0u; k < ${word('choices', 'before')}; k++) {
        let at = block + ${layout.values}u + (${word('firstSlot', 'before')} + k) * ${units}u + index * 4u;
${eachUnit((u) => `        x${u} += taken[k] * arena[at + ${u}u];`)}
        total += taken[k];
      }
${eachUnit((u) => `      x${u} /= total;`)}
    }`;

/** Each slot by itself, by a softmax over −z and z. */
const chooseBits = (layout: ChainLayout, quads: number, most: number): string => /* wgsl */ `
        for (var k = 0u; k < count; k++) {
          var score = vec4f(0);
          for (var i = 0u; i < ${quads}u; i++) { score += arena[scores + k * ${quads}u + i]; }
          let squashed = squash(score / temperature);
          let z = ${word('bound')} * squashed;
          let yes = -log(1.0 + exp(-2.0 * z));
          let no = -log(1.0 + exp(2.0 * z));
          let guide = arena[guides + ${word('decision')} + k];
          var bit = select(vec4f(0), vec4f(1), z > vec4f(0));
          if (mode == ${rolloutModes.follow}u) { bit = guide; }
          if (mode == ${rolloutModes.sample}u) { bit = select(vec4f(0), vec4f(1), guide >= exp(no)); }
          taken[k] = bit;
          log_probability += mix(no, yes, bit);
          entropy -= exp(no) * no + exp(yes) * yes;
          if (index == 0u) {
            arena[block + ${layout.squashed}u + t * ${most}u + k] = squashed;
            arena[results + ${TOTAL_ROWS}u + ${word('decision')} + k] = bit;
            arena[results + ${word('distribution')} + 2u * k] = exp(no);
            arena[results + ${word('distribution')} + 2u * k + 1u] = exp(yes);
          }
        }`;
