import type { EngineDevice } from '../../../engine/device.ts';
import { ParameterGradients } from '../../../engine/gradients.ts';
import { DecisionChains } from '../../../engine/operations/decisions/chain.ts';
import { CHAIN_LANES, resultRows } from '../../../engine/operations/decisions/layout.ts';
import type { ChainProgram } from '../../../engine/operations/decisions/program.ts';
import type { WalkMode } from '../../../engine/operations/decisions/walk.ts';
import { Optimiser, OptimiserSteps } from '../../../engine/optimisers/optimiser.ts';
import { rmsAdam } from '../../../engine/optimisers/rmsAdam.ts';
import type { ParameterLayout } from '../../../engine/parameters.ts';
import { Pipelines } from '../../../engine/pipelines.ts';
import { Plan } from '../../../engine/plan.ts';
import type { ParameterStore } from '../../../engine/store.ts';
import { Tape } from '../../../engine/tape.ts';
import { Totals } from '../../../engine/totals.ts';
import { type ParameterName, parameterNames, parameterShapes } from '../parameters.ts';
import { fromLanes, groupsOf, toLanes } from './lanes.ts';

/** Numbers still on the device. */
export interface Outstanding {
  read(): Promise<Float32Array>;
}

/** Declares the controller's tensors, in the order of `parameterNames`. */
export function declareParameters(layout: ParameterLayout, hidden: number, operations: number): void {
  const shapes = parameterShapes(hidden, operations);
  for (const name of parameterNames) layout.declare(name, shapes[name]);
}

/** The controller's walk and its REINFORCE step as one plan, for up to `children` children at once. */
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
      classBiases: named('operationBias'),
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
    const update = { rule: rmsAdam, weightDecay: 0, moveUnused: false, clipNorm: 0 };
    const optimiser = new Optimiser(tape, layout, gradients, update, norm.at, steps);
    const plan = await Plan.build(device, tape, store, Pipelines.of(device.device), groups * resultRows(program));
    return new ControllerPlan(groups * CHAIN_LANES, program, chains, optimiser, norm, plan);
  }

  /**
   * Walks `count` children. `guides`: uniform numbers or tokens, child after child in decision order; none for the
   * likeliest child. Leaves log π, entropy, tokens and distributions, child after child.
   */
  walk(count: number, mode: WalkMode, guides: ArrayLike<number>): Outstanding {
    this.#guide(count, mode, guides);
    const rows = resultRows(this.#program);
    const readback = this.#plan.submit({ at: this.#chains.results, quads: groupsOf(count) * rows });
    return { read: async () => fromLanes((await readback?.read()) ?? [], count, rows) };
  }

  /**
   * One step on −mean(advantage · log π + entropyWeight · entropy) over children (methods/enas (7)); `tokens` child
   * after child in decision order. Leaves the gradient's norm.
   */
  learn(
    tokens: readonly number[],
    advantages: readonly number[],
    entropyWeight: number,
    learningRate: number,
  ): Outstanding {
    const count = advantages.length;
    this.#guide(count, 'follow', tokens);
    const praise = advantages.flatMap((advantage) => [advantage / count, entropyWeight / count]);
    this.#plan.write(this.#chains.praise, toLanes(praise, count, 2));
    this.#chains.learn(groupsOf(count));
    this.#optimiser.move(learningRate);
    const readback = this.#plan.submit({ at: this.#norm.at, quads: 1 });
    return {
      read: async () => {
        const squares = (await readback?.read()) ?? new Float32Array();
        return Float32Array.of(Math.sqrt(squares.reduce((sum, lane) => sum + lane, 0)));
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

  #guide(count: number, mode: WalkMode, guides: ArrayLike<number>): void {
    if (mode !== 'likeliest')
      this.#plan.write(this.#chains.guides, toLanes(guides, count, this.#program.choices.length));
    this.#chains.walk(groupsOf(count), mode);
  }
}
