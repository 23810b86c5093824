import { LANES } from '../../lanes.ts';
import type { ChainProgram } from './program.ts';

/** Chains that share a vec4: everything that differs between chains lies lane by lane. */
export const CHAIN_LANES = LANES;

/** Rows of a group's results before the tokens: log-probability and entropy of the whole chain. */
export const TOTAL_ROWS = 2;

/** Where the numbers of one group of four chains lie, in vec4 from the start of its block. */
export interface ChainLayout {
  /** A step's input and, after it, the state that it starts from; one more step holds the last state. */
  readonly inputs: number;
  /** Activated gates i, f, o, g of each step. */
  readonly gates: number;
  /** Cell before each step. */
  readonly cells: number;
  readonly queries: number;
  /** tanh(score / temperature) of each step's choices. */
  readonly squashed: number;
  /** Partial scores that the invocations exchange. */
  readonly scores: number;
  readonly keys: number;
  readonly values: number;
  readonly gateGradients: number;
  readonly queryGradients: number;
  readonly keyGradients: number;
  readonly valueGradients: number;
  readonly quads: number;
}

/** Most bits that one step chooses. */
export function mostBits({ steps }: ChainProgram): number {
  return Math.max(0, ...steps.map(({ choice }) => (choice?.of === 'bits' ? choice.count : 0)));
}

/** Most scores that one step makes: one for each choice of its decision, or one for each bit. */
export function mostChoices(program: ChainProgram): number {
  return Math.max(1, mostBits(program), ...program.choices);
}

export function chainLayout(program: ChainProgram, training: boolean): ChainLayout {
  const { units, slots } = program;
  const steps = program.steps.length;
  const most = mostChoices(program);
  let quads = 0;
  const take = (size: number): number => {
    const at = quads;
    quads += size;
    return at;
  };
  const places = {
    inputs: take((steps + 1) * 2 * units),
    gates: take(steps * 4 * units),
    cells: take((steps + 1) * units),
    queries: take(steps * units),
    squashed: take(steps * most),
    scores: take((most * units) / 4),
    keys: take(slots * units),
    values: take(slots * units),
  };
  const kept = training ? 1 : 0;
  return {
    ...places,
    gateGradients: take(kept * steps * 4 * units),
    queryGradients: take(kept * steps * units),
    keyGradients: take(kept * slots * units),
    valueGradients: take(kept * slots * units),
    quads,
  };
}

/** Rows of one group's results: log-probability, entropy, tokens, then the distributions, in decision order. */
export function resultRows({ choices }: ChainProgram): number {
  return distributionRow(choices, choices.length);
}

/** The row at which the distribution of a decision starts. */
export function distributionRow(choices: readonly number[], decision: number): number {
  return TOTAL_ROWS + choices.length + choices.slice(0, decision).reduce((sum, count) => sum + count, 0);
}
