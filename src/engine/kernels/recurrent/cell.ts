import { cooperativeKernel } from '../../kernel.ts';
import { repeat } from '../../wgsl.ts';
import { type RecurrentShape, shapeLabel } from './shape.ts';
import { at, count, flag, float, termIndex, words } from '../../words.ts';

/** What a node may do with its sums, by number. */
export const cellActivations = ['tanh', 'relu', 'identity', 'sigmoid'] as const;
export type CellActivation = (typeof cellActivations)[number];

/** What is kept of a group of sequences, its nodes in order, output nodes (bits) and one over their number. */
const walkEntry = words({
  sums: at('gates'),
  outputs: at('nodes'),
  states: at('states'),
  firstNode: termIndex,
  ends: count,
  share: float,
  goesOn: flag,
});
/** Sums and gates give way to their gradients; the others are that of the output, and room. */
const learnEntry = words({
  sums: at('gates'),
  outputs: at('nodes'),
  states: at('states'),
  firstNode: termIndex,
  ends: count,
  share: float,
  fromOutput: at('gradient'),
  ofState: at('gradient'),
  ofNodes: at('gradient'),
});
/** The node that it reads (node 0 reads the state instead), its activation, its matrix. */
const node = words({ source: count, kind: count, w: at('weights') });

export interface CellKernelOptions {
  readonly shape: RecurrentShape;
  /** States are kept within ± this. */
  readonly bound: number;
  /** Invocations that share a group, each with some of its units, four at a time. */
  readonly invocations: number;
  /** Whether sums and gates of every step are kept for the way back. */
  readonly training: boolean;
}

/** Numbers of a group between one step and the next: of sums and gates, and of nodes. */
export function cellStrides({ nodes, width }: RecurrentShape, training: boolean): { sums: number; nodes: number } {
  return training ? { sums: 2 * nodes * width, nodes: nodes * width } : { sums: 2 * width, nodes: 0 };
}

/** Arguments are kept where exp does not overflow, for which WGSL promises nothing. */
const functions = /* wgsl */ `
fn sigmoid(x: vec4f) -> vec4f { return 1.0 / (1.0 + exp(clamp(-x, vec4f(-80), vec4f(80)))); }
fn activate(kind: u32, x: vec4f) -> vec4f {
  if (kind == 0u) { return tanh(clamp(x, vec4f(-15), vec4f(15))); }
  if (kind == 1u) { return max(x, vec4f(0)); }
  if (kind == 2u) { return x; }
  return sigmoid(x);
}
fn slope(kind: u32, y: vec4f) -> vec4f {
  if (kind == 0u) { return 1.0 - y * y; }
  if (kind == 1u) { return select(vec4f(0), vec4f(1), y > vec4f(0)); }
  if (kind == 2u) { return vec4f(1); }
  return y * (1.0 - y);
}`;

const eachUnit = (line: (unit: number, component: string) => string): string =>
  repeat(4, (unit) => line(unit, 'xyzw'.charAt(unit)));

/**
 * The cell along all steps of four sequences, in one workgroup: node after node a highway of the
 * node that it reads, then the mean of the output nodes. The sums of node 0 begin with what the characters add to them.
 * A product of state and matrix is tiled in registers: four units, both halves, four sequences an invocation.
 */
export function cellWalk({ shape, bound, invocations, training }: CellKernelOptions) {
  const { steps, width, nodes } = shape;
  const quads = width / 4;
  const strides = cellStrides(shape, training);
  const own = `for (var q = index; q < ${quads}u; q += ${invocations}u)`;
  return cooperativeKernel({
    label: `cell walk ${shapeLabel(shape)} by ${invocations}${training ? ' kept' : ''}`,
    entry: walkEntry,
    term: node,
    invocations,
    functions,
    body: /* wgsl */ `
  let program = ${node.start('firstNode')};
  ${own} {
${eachUnit((u) => `    arena[states + q * 4u + ${u}u] = select(vec4f(0), arena[states + ${steps * width}u + q * 4u + ${u}u], goesOn);`)}
  }
  storageBarrier();
  for (var t = 0u; t < ${steps}u; t++) {
    let state = states + t * ${width}u;
    let kept = sums + t * ${strides.sums}u;
    let made = outputs + t * ${strides.nodes}u;
    for (var l = 0u; l < ${nodes}u; l++) {
      let node = program + l * ${node.stride}u;
${node.read('node')}
      let input = select(made + source * ${width}u, state, l == 0u);
      ${own} {
        let unit = q * 4u;
${eachUnit((u) => `        var a${u} = vec4f(0); var c${u} = vec4f(0);`)}
        if (l == 0u) {
${eachUnit((u) => `          a${u} = arena[kept + unit + ${u}u]; c${u} = arena[kept + ${width}u + unit + ${u}u];`)}
        }
        for (var r = 0u; r < ${width}u; r++) {
          let x = arena[input + r];
          let wa = weights[w + r * ${2 * quads}u + q];
          let wc = weights[w + r * ${2 * quads}u + ${quads}u + q];
${eachUnit((u, c) => `          a${u} += wa.${c} * x; c${u} += wc.${c} * x;`)}
        }
${eachUnit(
  (u) => /* wgsl */ `
        a${u} = activate(kind, a${u}); c${u} = sigmoid(c${u});
        arena[made + l * ${width}u + unit + ${u}u] = c${u} * a${u} + (1.0 - c${u}) * arena[input + unit + ${u}u];`,
)}
${
  training
    ? eachUnit(
        (u) => `        arena[kept + l * ${2 * width}u + unit + ${u}u] = a${u};
        arena[kept + l * ${2 * width}u + ${width}u + unit + ${u}u] = c${u};`,
      )
    : ''
}
      }
      storageBarrier();
    }
    ${own} {
${eachUnit((u) => `      var m${u} = vec4f(0);`)}
      for (var l = 0u; l < ${nodes}u; l++) {
        if (((ends >> l) & 1u) == 1u) {
${eachUnit((u) => `          m${u} += arena[made + l * ${width}u + q * 4u + ${u}u];`)}
        }
      }
${eachUnit((u) => `      arena[state + ${width}u + q * 4u + ${u}u] = clamp(m${u} * share, vec4f(-${bound}), vec4f(${bound}));`)}
    }
    storageBarrier();
  }`,
  });
}

/**
 * The way back through all steps of four sequences. Leaves, in place of sums and gates, the gradients of what went into
 * activations and gates; matrices and characters get theirs from those, for all steps at once.
 */
export function cellLearn({ shape, bound, invocations }: CellKernelOptions) {
  const { steps, width, nodes } = shape;
  const quads = width / 4;
  const strides = cellStrides(shape, true);
  const own = `for (var q = index; q < ${quads}u; q += ${invocations}u)`;
  return cooperativeKernel({
    label: `cell learn ${shapeLabel(shape)} by ${invocations}`,
    entry: learnEntry,
    term: node,
    invocations,
    functions,
    body: /* wgsl */ `
  let program = ${node.start('firstNode')};
  ${own} {
${eachUnit((u) => `    arena[ofState + q * 4u + ${u}u] = vec4f(0);`)}
  }
  for (var back = 1u; back <= ${steps}u; back++) {
    let t = ${steps}u - back;
    let state = states + t * ${width}u;
    let kept = sums + t * ${strides.sums}u;
    let made = outputs + t * ${strides.nodes}u;
    ${own} {
${eachUnit(
  (u) => /* wgsl */ `
      let free${u} = abs(arena[state + ${width}u + q * 4u + ${u}u]) < vec4f(${bound});
      let g${u} = share * select(vec4f(0), arena[ofState + q * 4u + ${u}u] + arena[fromOutput + t * ${width}u + q * 4u + ${u}u], free${u});`,
)}
      for (var l = 0u; l < ${nodes}u; l++) {
        let isEnd = ((ends >> l) & 1u) == 1u;
${eachUnit((u) => `        arena[ofNodes + l * ${width}u + q * 4u + ${u}u] = select(vec4f(0), g${u}, isEnd);`)}
      }
    }
    for (var later = 1u; later <= ${nodes}u; later++) {
      let l = ${nodes}u - later;
      let node = program + l * ${node.stride}u;
${node.read('node')}
      let input = select(made + source * ${width}u, state, l == 0u);
      let goal = select(ofNodes + source * ${width}u, ofState, l == 0u);
      let at = kept + l * ${2 * width}u;
      ${own} {
        let unit = q * 4u;
${eachUnit(
  (u) => /* wgsl */ `
        {
          let g = arena[ofNodes + l * ${width}u + unit + ${u}u];
          let a = arena[at + unit + ${u}u];
          let c = arena[at + ${width}u + unit + ${u}u];
          let x = arena[input + unit + ${u}u];
          arena[at + unit + ${u}u] = g * c * slope(kind, a);
          arena[at + ${width}u + unit + ${u}u] = g * (a - x) * c * (1.0 - c);
          let before = select(arena[goal + unit + ${u}u], vec4f(0), l == 0u);
          arena[goal + unit + ${u}u] = before + g * (1.0 - c);
        }`,
)}
      }
      storageBarrier();
      ${own} {
        let unit = q * 4u;
${eachUnit((u) => `        var d${u} = vec4f(0); let w${u} = w + (unit + ${u}u) * ${2 * quads}u;`)}
        for (var k = 0u; k < ${2 * quads}u; k++) {
          let x = arena[at + k * 4u]; let y = arena[at + k * 4u + 1u];
          let z = arena[at + k * 4u + 2u]; let v = arena[at + k * 4u + 3u];
${eachUnit((u) => `          { let m = weights[w${u} + k]; d${u} += m.x * x + m.y * y + m.z * z + m.w * v; }`)}
        }
${eachUnit((u) => `        arena[goal + unit + ${u}u] += d${u};`)}
      }
    }
  }`,
  });
}
