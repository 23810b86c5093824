import { LANE_FUNCTION, repeat } from '../../wgsl.ts';
import { chainStep, type StepTerm } from './table.ts';

/** Names of the four units that one invocation owns, and their component in a vec4 of weights. */
const components = ['x', 'y', 'z', 'w'] as const;

/** Lines for the four units of an invocation: index 0 … 3 and the component of a vec4 of units. */
export function eachUnit(line: (unit: number, component: string) => string): string {
  return repeat(components.length, (unit) => line(unit, components[unit] as string));
}

/** A word of the step at `step` in the table. */
export function word(name: keyof StepTerm, step = 'step'): string {
  return chainStep.word(name, step);
}

/** Where the step `t` starts in the table. */
export const STEP_AT = chainStep.start('t');

/**
 * Functions of both directions. Arguments are kept where exp does not overflow, for which WGSL promises nothing; at
 * the limits the results are those of infinity already.
 */
export function chainFunctions(most: number): string {
  return /* wgsl */ `${LANE_FUNCTION}
fn sigmoid(x: vec4f) -> vec4f { return 1.0 / (1.0 + exp(clamp(-x, vec4f(-80), vec4f(80)))); }
fn squash(x: vec4f) -> vec4f { return tanh(clamp(x, vec4f(-15), vec4f(15))); }
fn weight(at: u32, i: u32) -> f32 { return lane(weights[at + i / 4u], i % 4u); }
fn log_softmax(z: ptr<function, array<vec4f, ${most}>>, count: u32) {
  var largest = (*z)[0];
  for (var k = 1u; k < count; k++) { largest = max(largest, (*z)[k]); }
  var total = vec4f(0);
  for (var k = 0u; k < count; k++) { total += exp((*z)[k] - largest); }
  let log_total = log(total);
  for (var k = 0u; k < count; k++) { (*z)[k] = (*z)[k] - largest - log_total; }
}`;
}
