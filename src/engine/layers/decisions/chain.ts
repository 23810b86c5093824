import type { ParameterGradients } from '../../gradients.ts';
import type { Kernel } from '../../kernel.ts';
import type { RawList } from '../../raw-list.ts';
import type { Parameter } from '../../parameters.ts';
import type { Tape } from '../../tape.ts';
import { floatBits } from '../../words.ts';
import { outerSum, OUTER_SUM_STRIDE, OUTER_SUM_TERM_STRIDE } from '../../kernels/outer-sum.ts';
import {
  type AdvantageRule,
  advantageKernel,
  ADVANTAGE_STRIDE,
  advantageWords,
  advantageRows,
} from '../../kernels/decisions/advantages.ts';
import { CHAIN_LANES, chainLayout, type ChainLayout, resultRows } from '../../kernels/decisions/layout.ts';
import { chainLearn, LEARN_STRIDE, FACTOR_ROWS } from '../../kernels/decisions/learn.ts';
import { type ChainProgram, type ChainStep, checkProgram } from '../../kernels/decisions/program.ts';
import { STEP_STRIDE, stepTerms } from '../../kernels/decisions/table.ts';
import { chainRollout, ROLLOUT_STRIDE, type RolloutMode, rolloutModes } from '../../kernels/decisions/rollout.ts';

/** The parameters of a chain; U units, K classes. */
export interface ChainParameters {
  /** 2U × 4U: from input and state to the gates i, f, o, g of a cell without bias. */
  readonly cell: Parameter;
  /** U */
  readonly start: Parameter;
  /** K × U */
  readonly classEmbeddings: Parameter;
  /** U × K */
  readonly classWeights: Parameter;
  /** K; null where the program says that there are none. */
  readonly classBiases: Parameter | null;
  /** U × U */
  readonly slotKeys: Parameter;
  /** U × U */
  readonly slotQueries: Parameter;
  /** U */
  readonly slotScores: Parameter;
}

/** Gradients that a group of chains leaves whole, one partial sum a group. */
const perGroup = ['start', 'classEmbeddings', 'classWeights', 'classBiases', 'slotScores'] as const;
/** Gradients that outer sums make of what all groups leave step by step. */
const perStep = ['cell', 'slotKeys', 'slotQueries'] as const;

/**
 * Chains of discrete decisions by a recurrent network: an LSTM cell whose state chooses among slots (by attention over
 * what the chain kept earlier) or among classes, and reads next what it chose. Chains go four to a workgroup.
 */
export class DecisionChains {
  readonly #program: ChainProgram;
  readonly #layout: ChainLayout;
  readonly #parameters: ChainParameters;
  readonly #gradients: ParameterGradients;
  readonly #rolloutList: RawList;
  readonly #advantageList: RawList;
  readonly #nextList: RawList;
  readonly #learnList: RawList;
  readonly #cellList: RawList;
  readonly #slotList: RawList;
  readonly #terms: readonly number[][];
  readonly #blocks: number;
  readonly #rolloutKernel: Kernel;
  readonly #partials: Readonly<Record<keyof ChainParameters, number>>;
  /** One vec4 a decision and group: numbers in [0, 1) to sample with, or tokens to follow. */
  readonly guides: number;
  /** As `guides`, of the chains that are sampled at the end of the step. */
  readonly nextGuides: number;
  /** `FACTOR_ROWS` vec4 a group: factors of log-probability, entropy and pulls in the gain; zero in unused lanes. */
  readonly factors: number;
  /** One vec4 a chain: (loss, accuracy) of what it decided. */
  readonly scores: number;
  /** One vec4 a group, what is taken off each chain's reward. */
  readonly penalties: number;
  /** `advantageRows` vec4: the baseline, then advantages group by group. */
  readonly advantages: number;
  /** `resultRows` vec4 a group, of the rollout that ended last. */
  readonly results: number;

  /** Room for `groups` × 4 chains. Throws a `RangeError` if the program does not hold together. */
  constructor(
    tape: Tape,
    program: ChainProgram,
    parameters: ChainParameters,
    gradients: ParameterGradients,
    groups: number,
  ) {
    checkProgram(program);
    const { units, choices, steps } = program;
    this.#program = program;
    this.#parameters = parameters;
    this.#gradients = gradients;
    this.#layout = chainLayout(program, tape.training);
    const { arena } = tape;
    this.#blocks = arena.allocate('decision chains', groups * this.#layout.quads);
    this.guides = arena.allocate('guides', groups * choices.length);
    this.nextGuides = arena.allocate('next guides', groups * choices.length);
    this.factors = arena.allocate('factors', groups * FACTOR_ROWS);
    this.scores = arena.allocate('scores', groups * CHAIN_LANES);
    this.penalties = arena.allocate('penalties', groups);
    this.advantages = arena.allocate('advantages', advantageRows(groups));
    this.results = arena.allocate('results', groups * resultRows(program));
    const sizes = [...perGroup.map((name) => [name, groups] as const), ...perStep.map((name) => [name, 1] as const)];
    this.#partials = Object.fromEntries(
      sizes.map(([name, count]) => [name, arena.allocate(`${name} gradient`, count * (parameters[name]?.quads ?? 0))]),
    ) as Record<keyof ChainParameters, number>;
    this.#terms = stepTerms(program, sameInAllLanes(tape));

    this.#rolloutList = tape.rawList(ROLLOUT_STRIDE, groups, STEP_STRIDE, steps.length);
    this.#nextList = tape.rawList(ROLLOUT_STRIDE, groups, STEP_STRIDE, steps.length);
    this.#advantageList = tape.rawList(ADVANTAGE_STRIDE, 1);
    this.#learnList = tape.rawList(LEARN_STRIDE, groups, STEP_STRIDE, steps.length);
    this.#cellList = tape.rawList(OUTER_SUM_STRIDE, 1, OUTER_SUM_TERM_STRIDE, groups * steps.length);
    this.#slotList = tape.rawList(OUTER_SUM_STRIDE, 2, OUTER_SUM_TERM_STRIDE, groups * 2 * steps.length);
    this.#rolloutKernel = chainRollout(program, this.#layout);
    tape.record({
      forward: [
        { kernel: this.#rolloutKernel, list: this.#rolloutList },
        { kernel: advantageKernel(groups), list: this.#advantageList },
      ],
      backward: [
        { kernel: chainLearn(program, this.#layout), list: this.#learnList },
        { kernel: outerSum(2 * units, 4 * units), list: this.#cellList },
        { kernel: outerSum(units, units), list: this.#slotList },
      ],
    });
  }

  /** To be called last: a step can end in another rollout, by the parameters that it leaves. */
  finish(tape: Tape): void {
    tape.finish({ kernel: this.#rolloutKernel, list: this.#nextList });
  }

  /** Rolls out the chains of so many groups; leaves `results` and what `learn` needs. */
  rollOut(groups: number, mode: RolloutMode): void {
    this.#rollOut(this.#rolloutList, this.guides, groups, mode);
  }

  /** Samples chains of so many groups at the end of the step, after `finish`; leaves `results`. */
  sampleNext(groups: number): void {
    this.#rollOut(this.#nextList, this.nextGuides, groups, 'sample');
  }

  /** Makes `factors` of `scores` and `penalties`, and leaves the `advantages`. */
  weigh(rule: AdvantageRule): void {
    const { scores, penalties, factors, advantages } = this;
    this.#advantageList.push(...advantageWords({ scores, penalties, factors, advantages }, rule));
  }

  /** Gradients of −Σ factors · (log-probability, entropy) over the chains that were rolled out last, of so many groups. */
  learn(groups: number): void {
    const { temperature, steps } = this.#program;
    const p = this.#parameters;
    for (const term of this.#terms) this.#learnList.pushTerm(...term);
    for (let group = 0; group < groups; group++) {
      this.#learnList.push(
        this.#block(group),
        this.#resultsOf(group),
        this.factors + group * FACTOR_ROWS,
        floatBits(temperature),
        steps.length,
        ...[p.cell, p.classWeights, p.slotKeys, p.slotQueries, p.slotScores].map(({ at }) => at),
        ...perGroup.map((name) => this.#partials[name] + group * (p[name]?.quads ?? 0)),
      );
    }
    this.#sumOuter(groups);
    for (const name of perGroup) {
      const parameter = p[name];
      if (parameter !== null) this.#gradients.add(parameter, this.#partials[name], groups);
    }
    for (const name of perStep) this.#gradients.add(p[name], this.#partials[name], 1);
  }

  #rollOut(list: RawList, guides: number, groups: number, mode: RolloutMode): void {
    const { temperature, steps, choices } = this.#program;
    const p = this.#parameters;
    for (const term of this.#terms) list.pushTerm(...term);
    for (let group = 0; group < groups; group++) {
      list.push(
        this.#block(group),
        guides + group * choices.length,
        this.#resultsOf(group),
        rolloutModes[mode],
        floatBits(temperature),
        steps.length,
        ...[p.cell, p.start, p.classEmbeddings, p.classWeights].map(({ at }) => at),
        p.classBiases?.at ?? 0,
        ...[p.slotKeys, p.slotQueries, p.slotScores].map(({ at }) => at),
      );
    }
  }

  #sumOuter(groups: number): void {
    const { steps, units } = this.#program;
    const { inputs, gateGradients, queryGradients, keyGradients } = this.#layout;
    const sum = (list: RawList, out: number, pairOf: (step: number) => readonly [number, number] | null): void => {
      const first = list.termCount;
      for (let group = 0; group < groups; group++) {
        const block = this.#block(group);
        for (let step = 0; step < steps.length; step++) {
          const pair = pairOf(step);
          if (pair !== null) list.pushTerm(block + pair[0], block + pair[1]);
        }
      }
      list.push(first, list.termCount - first, out);
    };
    const stateAfter = (step: number): number => inputs + (2 * step + 3) * units;
    sum(this.#cellList, this.#partials.cell, (step) => [inputs + 2 * step * units, gateGradients + 4 * step * units]);
    sum(this.#slotList, this.#partials.slotQueries, (step) =>
      hasQuery(steps[step]) ? [stateAfter(step), queryGradients + step * units] : null,
    );
    sum(this.#slotList, this.#partials.slotKeys, (step) => {
      const keep = steps[step]?.keep;
      return keep ? [stateAfter(step), keyGradients + keep.slot * units] : null;
    });
  }

  #block(group: number): number {
    return this.#blocks + group * this.#layout.quads;
  }

  #resultsOf(group: number): number {
    return this.results + group * resultRows(this.#program);
  }
}

/** Whether a step attends to slots. */
function hasQuery(step: ChainStep | undefined): boolean {
  return step?.choice != null && step.choice.of !== 'classes';
}

/** Lays numbers into the arena, a row each, with the same number for every chain; equal ones once. */
function sameInAllLanes(tape: Tape): (values: readonly number[]) => number {
  const known = new Map<string, number>();
  return (values) => {
    const name = `rows ${values.join(' ')}`;
    const rows = values.flatMap((value) => Array<number>(CHAIN_LANES).fill(value));
    const at = known.get(name) ?? tape.constant(name, Float32Array.from(rows));
    known.set(name, at);
    return at;
  };
}
