import type { Words, Written } from './words.ts';

/** Bindings of every operation's kernels: one arena, all weights, and the work list that the dispatch is about. */
export const OPERATION_BINDINGS = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> arena: array<vec4f>;
@group(0) @binding(1) var<storage, read> weights: array<vec4f>;
@group(0) @binding(2) var<storage, read> table: array<u32>;
`;

/** Bindings of the kernels that gather a batch: the arena, the examples of one split, and the work list. */
export const EXAMPLES_BINDINGS = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> arena: array<vec4f>;
@group(0) @binding(1) var<storage, read> examples: array<u32>;
@group(0) @binding(2) var<storage, read> table: array<u32>;
`;

/** Bindings of the kernels that move the parameters; all ranges have the layout of the parameter store. */
export const UPDATE_BINDINGS = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> arena: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> weights: array<vec4f>;
@group(0) @binding(2) var<storage, read> table: array<u32>;
@group(0) @binding(3) var<storage, read_write> gradients: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> first: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> second: array<vec4f>;
`;

/** `lane(v, i)`: component i of a vec4, for an i that is not constant. */
export const LANE_FUNCTION = /* wgsl */ `
fn lane(v: vec4f, i: u32) -> f32 {
  return select(select(v.x, v.y, i == 1u), select(v.z, v.w, i == 3u), i >= 2u);
}`;

/** Invocations of a workgroup where nothing else is said. */
export const WORKGROUP = 64;

/** Words before the entries of a work list: the word at which its terms start, then padding. */
export const LIST_HEADER_WORDS = 4;

/** Lines of code for 0 … count − 1: loops over registers are unrolled in the text, since WGSL arrays may spill. */
export function repeat(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

/** `start` + Σ of `count` products, added one after the other in a single expression. */
export function chain(count: number, factors: (index: number) => readonly [string, string], start: string): string {
  return Array.from({ length: count }, (_, index) => factors(index)).reduce(
    (sum, [one, other]) => `fma(${one}, ${other}, ${sum})`,
    start,
  );
}

/** `main` of a kernel over a work list: `index` counts the invocations of one entry, whose words `entry` reads. */
export function main(entry: string, invocations: number, body: string): string {
  return /* wgsl */ `
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) invocation: u32) {
  let index = group.x * ${WORKGROUP}u + invocation;
  if (index >= ${invocations}u) { return; }
${entry}
${body}
}`;
}

/** Code that reads the words of the entry that the workgroup is about. */
export function readEntry(words: Pick<Words<Written>, 'stride' | 'read'>): string {
  return `  let entry = ${LIST_HEADER_WORDS}u + group.y * ${words.stride}u;\n${words.read('entry')}`;
}
