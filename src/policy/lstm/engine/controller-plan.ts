import type { ArenaRange } from '../../../engine/arena.ts';
import type { EngineDevice } from '../../../engine/device.ts';
import { ParameterGradients } from '../../../engine/gradients.ts';
import { fromLanes, groupsOf, toLanes } from '../../../engine/lanes.ts';
import { DecisionChains } from '../../../engine/layers/decisions/chain.ts';
import { type AdvantageRule, advantageRows } from '../../../engine/kernels/decisions/advantages.ts';
import { CHAIN_LANES, resultRows } from '../../../engine/kernels/decisions/layout.ts';
import { FACTOR_ROWS } from '../../../engine/kernels/decisions/learn.ts';
import type { ChainProgram } from '../../../engine/kernels/decisions/program.ts';
import type { RolloutMode } from '../../../engine/kernels/decisions/rollout.ts';
import { Optimiser, OptimiserSteps } from '../../../engine/optimisers/optimiser.ts';
import { rmsAdam } from '../../../engine/optimisers/rms-adam.ts';
import type { ParameterLayout } from '../../../engine/parameters.ts';
import { Pipelines } from '../../../engine/pipelines.ts';
import { Plan } from '../../../engine/plan.ts';
import type { Readback } from '../../../engine/readback.ts';
import type { DeviceRows } from '../../../engine/device-rows.ts';
import type { ParameterStore } from '../../../engine/store.ts';
import { Tape } from '../../../engine/tape.ts';
import { Totals } from '../../../engine/layers/totals.ts';
import type { ParameterName } from '../parameters.ts';
import { type Controller, namesOf } from '../controller.ts';

/** A result still on the device. */
export interface Outstanding<T> {
  read(): Promise<T>;
}

/** One REINFORCE step and the children that are sampled after it. */
export interface LearnStep {
  readonly children: number;
  /** Child after child in decision order. */
  readonly tokens: readonly number[];
  readonly entropyWeight: number;
  readonly learningRate: number;
  /** Children to sample by the parameters that the step leaves; their uniform numbers, child after child. */
  readonly next: { readonly children: number; readonly uniforms: ArrayLike<number> };
}

/** What a step leaves to be read. */
export interface LearnedStep {
  /** Euclidean norm of all gradients. */
  readonly gradientNorm: number;
  /** What `rollOut` gives, of the next children. */
  readonly next: Float32Array;
}

/** What a step from scores on the device also leaves. */
export interface ScoredStep extends LearnedStep {
  readonly baseline: number;
  readonly advantages: number[];
  /** (cross-entropy, accuracy) child after child. */
  readonly scores: Float32Array;
}

/** Declares the controller's tensors, in their order. */
export function declareParameters(layout: ParameterLayout, controller: Pick<Controller<string>, 'shapes'>): void {
  for (const name of namesOf(controller)) layout.declare(name, controller.shapes[name] as [number, number]);
}

/** The controller's rollout and its REINFORCE step as one plan, for up to `children` children at once. */
export class ControllerPlan {
  readonly children: number;
  readonly #program: ChainProgram;
  readonly #chains: DecisionChains;
  readonly #optimiser: Optimiser;
  readonly #norm: Totals;
  readonly #plan: Plan;

  private constructor(
    children: number,
    program: ChainProgram,
    chains: DecisionChains,
    optimiser: Optimiser,
    norm: Totals,
    plan: Plan,
  ) {
    this.children = children;
    this.#program = program;
    this.#chains = chains;
    this.#optimiser = optimiser;
    this.#norm = norm;
    this.#plan = plan;
  }

  /** Throws a `CapacityError` if the plan does not fit the device, a `RangeError` on a hidden width not divisible by 4. */
  static async build(
    device: EngineDevice,
    store: ParameterStore,
    steps: OptimiserSteps,
    program: ChainProgram,
    children: number,
  ): Promise<ControllerPlan> {
    const { layout } = store;
    const groups = groupsOf(children);
    const named = (name: ParameterName) => layout.get(name);
    const parameters = {
      cell: named('lstm'),
      start: named('start'),
      classEmbeddings: named('operationEmbedding'),
      classWeights: named('operationWeights'),
      classBiases: program.biased ? named('operationBias') : null,
      slotKeys: named('attentionKey'),
      slotQueries: named('attentionQuery'),
      slotScores: named('attentionScore'),
    };
    const tape = new Tape(device.tiles, true);
    const gradients = new ParameterGradients(tape, layout, 1);
    const chains = new DecisionChains(tape, program, parameters, gradients, groups);
    const norm = new Totals(tape, 'squared gradient norm', 1);
    tape.beforeSubmit(() => {
      const { at, rows } = gradients.squares();
      if (rows > 0) norm.run(0, at, rows, 1);
    });
    // What the ENAS scripts move their controller by (methods/enas section 6).
    const update = { rule: rmsAdam, weightDecay: 0, moveUnused: false, clipNorm: 0 };
    const optimiser = new Optimiser(tape, layout, gradients, update, norm.at, steps);
    chains.finish(tape);
    const results = groups * (CHAIN_LANES + resultRows(program)) + advantageRows(groups) + 1;
    const plan = await Plan.build(device, tape, store, Pipelines.of(device.device), results);
    return new ControllerPlan(groups * CHAIN_LANES, program, chains, optimiser, norm, plan);
  }

  /**
   * Rolls out `count` children. `guides`: uniform numbers or tokens, child after child in decision order; none for the
   * likeliest child. Leaves log π, entropy, tokens and distributions, child after child.
   */
  rollOut(count: number, mode: RolloutMode, guides: ArrayLike<number>): Outstanding<Float32Array> {
    const rows = resultRows(this.#program);
    this.#guide(count, mode, guides);
    const readback = this.#plan.submit({ at: this.#chains.results, quads: groupsOf(count) * rows }) as Readback;
    return { read: async () => fromLanes(await readback.read(), count, rows) };
  }

  /** One step on −mean(advantage · log π + entropyWeight · entropy) over children (methods/enas (7)). */
  learn(step: LearnStep, advantages: readonly number[]): Outstanding<LearnedStep> {
    const { children, entropyWeight } = step;
    const share = 1 / children;
    const factors = advantages.flatMap((advantage) => [advantage * share, entropyWeight * share, share]);
    this.#plan.write(this.#chains.factors, toLanes(factors, children, FACTOR_ROWS));
    this.#choose(step);
    const readback = this.#plan.submit(this.#normRow, this.#nextResults(step)) as Readback;
    return { read: async () => this.#learned(await readback.read(), step) };
  }

  /**
   * As `learn`, with advantages made on the device: of a row (cross-entropy, accuracy) a child, less the child's penalty.
   */
  learnFrom(
    step: LearnStep,
    rows: DeviceRows,
    rule: Omit<AdvantageRule, 'chains' | 'entropyWeight'>,
    penalties: readonly number[],
  ): Outstanding<ScoredStep> {
    const { children, entropyWeight } = step;
    const groups = groupsOf(children);
    this.#plan.take(rows, this.#chains.scores);
    this.#plan.write(this.#chains.penalties, toLanes(penalties, children, 1));
    this.#choose(step);
    this.#chains.weigh({ ...rule, chains: children, entropyWeight });
    const readback = this.#plan.submit(
      { at: this.#chains.scores, quads: children },
      { at: this.#chains.advantages, quads: advantageRows(groups) },
      this.#normRow,
      this.#nextResults(step),
    ) as Readback;
    return {
      read: async () => {
        const values = await readback.read();
        const scores = Float32Array.from({ length: 2 * children }, (_, i) => values[4 * (i >> 1) + (i & 1)] as number);
        const left = values.subarray(4 * children);
        const advantages = Array.from(left.subarray(4, 4 + children));
        const learned = this.#learned(left.subarray(4 * advantageRows(groups)), step);
        return { ...learned, baseline: left[0] as number, advantages, scores };
      },
    };
  }

  /** Dispatches of the last submission. */
  get dispatches(): number {
    return this.#plan.lastDispatches;
  }

  dispose(): void {
    this.#plan.dispose();
  }

  #guide(count: number, mode: RolloutMode, guides: ArrayLike<number>): void {
    if (mode !== 'likeliest') this.#plan.write(this.#chains.guides, this.#decisions(guides, count));
    this.#chains.rollOut(groupsOf(count), mode);
  }

  #choose({ children, tokens, learningRate, next }: LearnStep): void {
    this.#guide(children, 'follow', tokens);
    this.#chains.learn(groupsOf(children));
    this.#optimiser.move(learningRate);
    if (next.children === 0) return;
    this.#plan.write(this.#chains.nextGuides, this.#decisions(next.uniforms, next.children));
    this.#chains.sampleNext(groupsOf(next.children));
  }

  get #normRow(): ArenaRange {
    return { at: this.#norm.at, quads: 1 };
  }

  #nextResults({ next }: LearnStep): ArenaRange {
    return { at: this.#chains.results, quads: groupsOf(next.children) * resultRows(this.#program) };
  }

  /** Reads the row of squares, then what the next rollout left. */
  #learned(values: Float32Array, { next }: LearnStep): LearnedStep {
    const squares = values.subarray(0, 4);
    return {
      gradientNorm: Math.sqrt(squares.reduce((sum, lane) => sum + lane, 0)),
      next: fromLanes(values.subarray(4), next.children, resultRows(this.#program)),
    };
  }

  #decisions(values: ArrayLike<number>, children: number): Float32Array {
    return toLanes(values, children, this.#program.choices.length);
  }
}
