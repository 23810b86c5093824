import type { ParameterGradients } from '../../gradients.ts';
import type { Parameter } from '../../parameters.ts';
import type { Tape } from '../../tape.ts';
import { type At, floatBits, NOWHERE, past } from '../../words.ts';
import type { ListOf } from '../../work-list.ts';
import { outerSum } from '../../kernels/outer-sum.ts';
import {
  type AdvantageRule,
  advantageKernel,
  advantageEntry,
  advantageRows,
} from '../../kernels/decisions/advantages.ts';
import { CHAIN_LANES, chainLayout, type ChainLayout, resultRows } from '../../kernels/decisions/layout.ts';
import { chainLearn, FACTOR_ROWS } from '../../kernels/decisions/learn.ts';
import { type ChainProgram, type ChainStep, checkProgram } from '../../kernels/decisions/program.ts';
import { type StepTerm, stepTerms } from '../../kernels/decisions/table.ts';
import { chainRollout, type RolloutMode, rolloutModes } from '../../kernels/decisions/rollout.ts';

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
  readonly #rollout: ListOf<typeof chainRollout>;
  readonly #weigh: ListOf<typeof advantageKernel>;
  readonly #next: ListOf<typeof chainRollout>;
  readonly #learn: ListOf<typeof chainLearn>;
  readonly #cellSums: ListOf<typeof outerSum>;
  readonly #slotSums: ListOf<typeof outerSum>;
  readonly #terms: readonly StepTerm[];
  readonly #blocks: At<'chains'>;
  readonly #partials: Readonly<Record<keyof ChainParameters, At<'partials'>>>;
  /** One vec4 a decision and group: numbers in [0, 1) to sample with, or tokens to follow. */
  readonly guides: At<'guides'>;
  /** As `guides`, of the chains that are sampled at the end of the step. */
  readonly nextGuides: At<'guides'>;
  /** `FACTOR_ROWS` vec4 a group: factors of log-probability, entropy and pulls in the gain; zero in unused lanes. */
  readonly factors: At<'factors'>;
  /** One vec4 a chain: (loss, accuracy) of what it decided. */
  readonly scores: At<'scores'>;
  /** One vec4 a group, what is taken off each chain's reward. */
  readonly penalties: At<'penalties'>;
  /** `advantageRows` vec4: the baseline, then advantages group by group. */
  readonly advantages: At<'advantages'>;
  /** `resultRows` vec4 a group, of the rollout that ended last. */
  readonly results: At<'results'>;

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
    const partialsOf = (name: keyof ChainParameters, count: number): At<'partials'> =>
      arena.allocate(`${name} gradient`, count * (parameters[name]?.quads ?? 0));
    this.#partials = {
      start: partialsOf('start', groups),
      classEmbeddings: partialsOf('classEmbeddings', groups),
      classWeights: partialsOf('classWeights', groups),
      classBiases: partialsOf('classBiases', groups),
      slotScores: partialsOf('slotScores', groups),
      cell: partialsOf('cell', 1),
      slotKeys: partialsOf('slotKeys', 1),
      slotQueries: partialsOf('slotQueries', 1),
    };
    this.#terms = stepTerms(program, sameInAllLanes(tape));

    const rollout = chainRollout(program, this.#layout);
    this.#rollout = tape.list(rollout, groups, steps.length);
    this.#next = tape.list(rollout, groups, steps.length);
    this.#weigh = tape.list(advantageKernel(groups), 1);
    this.#learn = tape.list(chainLearn(program, this.#layout), groups, steps.length);
    this.#cellSums = tape.list(outerSum(2 * units, 4 * units), 1, groups * steps.length);
    this.#slotSums = tape.list(outerSum(units, units), 2, groups * 2 * steps.length);
    tape.record({
      forward: [this.#rollout, this.#weigh],
      backward: [this.#learn, this.#cellSums, this.#slotSums],
    });
  }

  /** To be called last: a step can end in another rollout, by the parameters that it leaves. */
  finish(tape: Tape): void {
    tape.finish(this.#next);
  }

  /** Rolls out the chains of so many groups; leaves `results` and what `learn` needs. */
  rollOut(groups: number, mode: RolloutMode): void {
    this.#rollOut(this.#rollout, this.guides, groups, mode);
  }

  /** Samples chains of so many groups at the end of the step, after `finish`; leaves `results`. */
  sampleNext(groups: number): void {
    this.#rollOut(this.#next, this.nextGuides, groups, 'sample');
  }

  /** Makes `factors` of `scores` and `penalties`, and leaves the `advantages`. */
  weigh(rule: AdvantageRule): void {
    const { scores, penalties, factors, advantages } = this;
    this.#weigh.push(advantageEntry({ scores, penalties, factors, advantages }, rule));
  }

  /** Gradients of −Σ factors · (log-probability, entropy) over the chains that were rolled out last, of so many groups. */
  learn(groups: number): void {
    const { temperature, steps } = this.#program;
    const p = this.#parameters;
    for (const term of this.#terms) this.#learn.pushTerm(term);
    for (let group = 0; group < groups; group++) {
      const gradient = (name: (typeof perGroup)[number]): At<'partials'> =>
        past(this.#partials[name], group * (p[name]?.quads ?? 0));
      this.#learn.push({
        block: this.#block(group),
        results: this.#resultsOf(group),
        factors: past(this.factors, group * FACTOR_ROWS),
        temperature: floatBits(temperature),
        steps: steps.length,
        cellWeights: p.cell.at,
        classWeights: p.classWeights.at,
        keyWeights: p.slotKeys.at,
        queryWeights: p.slotQueries.at,
        scoreWeights: p.slotScores.at,
        startGradient: gradient('start'),
        embeddingsGradient: gradient('classEmbeddings'),
        classGradient: gradient('classWeights'),
        biasGradient: gradient('classBiases'),
        scoreGradient: gradient('slotScores'),
      });
    }
    this.#sumOuter(groups);
    for (const name of perGroup) {
      const parameter = p[name];
      if (parameter !== null) this.#gradients.add(parameter, this.#partials[name], groups);
    }
    for (const name of perStep) this.#gradients.add(p[name], this.#partials[name], 1);
  }

  #rollOut(list: ListOf<typeof chainRollout>, guides: At<'guides'>, groups: number, mode: RolloutMode): void {
    const { temperature, steps, choices } = this.#program;
    const p = this.#parameters;
    for (const term of this.#terms) list.pushTerm(term);
    for (let group = 0; group < groups; group++) {
      list.push({
        block: this.#block(group),
        guides: past(guides, group * choices.length),
        results: this.#resultsOf(group),
        mode: rolloutModes[mode],
        temperature: floatBits(temperature),
        steps: steps.length,
        cellWeights: p.cell.at,
        start: p.start.at,
        embeddings: p.classEmbeddings.at,
        classWeights: p.classWeights.at,
        classBiases: p.classBiases?.at ?? NOWHERE,
        keyWeights: p.slotKeys.at,
        queryWeights: p.slotQueries.at,
        scoreWeights: p.slotScores.at,
      });
    }
  }

  #sumOuter(groups: number): void {
    const { steps, units } = this.#program;
    const { inputs, gateGradients, queryGradients, keyGradients } = this.#layout;
    const sum = (
      list: ListOf<typeof outerSum>,
      out: At<'partials'>,
      pairOf: (step: number) => readonly [number, number] | null,
    ): void => {
      const first = list.nextTerm;
      for (let group = 0; group < groups; group++) {
        const block = this.#block(group);
        for (let step = 0; step < steps.length; step++) {
          const pair = pairOf(step);
          if (pair !== null) list.pushTerm({ rowVector: past(block, pair[0]), columnVector: past(block, pair[1]) });
        }
      }
      list.push({ firstPair: first, pairs: list.nextTerm - first, out });
    };
    const stateAfter = (step: number): number => inputs + (2 * step + 3) * units;
    sum(this.#cellSums, this.#partials.cell, (step) => [inputs + 2 * step * units, gateGradients + 4 * step * units]);
    sum(this.#slotSums, this.#partials.slotQueries, (step) =>
      hasQuery(steps[step]) ? [stateAfter(step), queryGradients + step * units] : null,
    );
    sum(this.#slotSums, this.#partials.slotKeys, (step) => {
      const keep = steps[step]?.keep;
      return keep ? [stateAfter(step), keyGradients + keep.slot * units] : null;
    });
  }

  #block(group: number): At<'chains'> {
    return past(this.#blocks, group * this.#layout.quads);
  }

  #resultsOf(group: number): At<'results'> {
    return past(this.results, group * resultRows(this.#program));
  }
}

/** Whether a step attends to slots. */
function hasQuery(step: ChainStep | undefined): boolean {
  return step?.choice != null && step.choice.of !== 'classes';
}

/** Lays numbers into the arena, a row each, with the same number for every chain; equal ones once. */
function sameInAllLanes(tape: Tape): (values: readonly number[]) => At<'rows'> {
  const known = new Map<string, At<'rows'>>();
  return (values) => {
    const name = `rows ${values.join(' ')}`;
    const rows = values.flatMap((value) => Array<number>(CHAIN_LANES).fill(value));
    const at = known.get(name) ?? tape.constant(name, Float32Array.from(rows));
    known.set(name, at);
    return at;
  };
}
