import { ParameterGradients } from '../../engine/gradients.ts';
import { adam } from '../../engine/optimisers/adam.ts';
import { nesterov } from '../../engine/optimisers/nesterov.ts';
import { Optimiser, type OptimiserSteps, type UpdateRule } from '../../engine/optimisers/optimiser.ts';
import { Plan } from '../../engine/plan.ts';
import type { Readback } from '../../engine/readback.ts';
import { Tape } from '../../engine/tape.ts';
import type { Tiles } from '../../engine/tiles.ts';
import { Totals } from '../../engine/totals.ts';
import type { MicroConfig } from '../../space/micro/config.ts';
import type { CellGenotype } from '../../space/micro/genotype.ts';
import type { OptimiserName, StepMetrics, TrainingConfig } from '../supernet.ts';
import { Cell } from './cell.ts';
import { Network } from './network.ts';
import type { NetworkParameters } from './parameters.ts';
import type { BatchNumbers, Session } from './session.ts';

export const updateRules: Readonly<Record<OptimiserName, UpdateRule>> = { nesterov, adam };

/** The tape of a training step of so many images and children at once. */
export class TrainTape {
  readonly tape: Tape;
  readonly network: Network<CellGenotype>;
  readonly optimiser: Optimiser;
  /** Row 0 is the squared gradient norm, lane by lane; then a row (cross-entropy, accuracy) for each child. */
  readonly totals: Totals;
  readonly lanes: number;

  constructor(
    config: MicroConfig,
    training: TrainingConfig,
    tiles: Tiles,
    parameters: NetworkParameters,
    steps: OptimiserSteps,
    batch: number,
    lanes: number,
  ) {
    const { layout } = parameters;
    this.lanes = lanes;
    this.tape = new Tape(tiles, true);
    const gradients = new ParameterGradients(this.tape, layout, lanes);
    this.network = new Network(
      this.tape,
      config,
      batch,
      lanes,
      parameters,
      gradients,
      Cell.readers(config.nodes),
      (options, outputs) => new Cell(this.tape, options, outputs, parameters, gradients),
    );
    this.totals = new Totals(this.tape, 'metrics', 1 + lanes);
    this.tape.beforeSubmit(() => {
      const { at, rows } = gradients.squares();
      this.totals.run(0, at, rows, 1);
    });
    const { weightDecay, decayUnused, clipNorm, optimiser } = training;
    const update = { rule: updateRules[optimiser], weightDecay, moveUnused: decayUnused, clipNorm };
    this.optimiser = new Optimiser(this.tape, layout, gradients, update, this.totals.at, steps);
  }
}

/** Trains up to `lanes` children on one batch in one submission. */
export class TrainPlan {
  readonly #made: TrainTape;
  readonly #plan: Plan;
  /** Images of its batch. */
  readonly batch: number;
  /** Most children at once. */
  readonly lanes: number;

  private constructor(made: TrainTape, plan: Plan, batch: number) {
    this.#made = made;
    this.#plan = plan;
    this.batch = batch;
    this.lanes = made.lanes;
  }

  static async build(
    session: Session,
    training: TrainingConfig,
    steps: OptimiserSteps,
    batch: number,
    lanes: number,
  ): Promise<TrainPlan> {
    const { config, device, parameters, store, pipelines, progress } = session;
    const made = new TrainTape(config, training, device.tiles, parameters, steps, batch, lanes);
    return new TrainPlan(made, await Plan.build(device, made.tape, store, pipelines, 1 + lanes, progress), batch);
  }

  /** One step; the result is read by `metrics`. */
  run({ pixels, labels }: BatchNumbers, children: readonly (readonly CellGenotype[])[], rate: number): Readback {
    const { network, totals, optimiser } = this.#made;
    this.#plan.write(network.images, pixels);
    this.#plan.write(network.labels, labels);
    network.run(children).forEach((rows, child) => totals.run(1 + child, rows, this.batch, 1 / this.batch));
    optimiser.move(rate);
    return this.#plan.submit({ at: totals.at, quads: 1 + children.length }) as Readback;
  }

  get dispatches(): number {
    return this.#plan.lastDispatches;
  }

  get bytes(): number {
    return this.#plan.bytes;
  }

  dispose(): void {
    this.#plan.dispose();
  }
}

/** The metrics of a step from its totals. */
export function stepMetrics(totals: Float32Array): StepMetrics {
  const children = totals.length / 4 - 1;
  const mean = (lane: number): number => {
    let sum = 0;
    for (let child = 1; child <= children; child++) sum += totals[4 * child + lane] as number;
    return sum / children;
  };
  const squared = totals.subarray(0, 4).reduce((sum, lane) => sum + lane, 0);
  return { loss: mean(0), accuracy: mean(1), gradientNorm: Math.sqrt(squared) };
}
