import { ParameterGradients } from '../../engine/gradients.ts';
import { adam } from '../../engine/optimisers/adam.ts';
import { nesterov } from '../../engine/optimisers/nesterov.ts';
import { Optimiser, type OptimiserSteps, type UpdateRule } from '../../engine/optimisers/optimiser.ts';
import type { Readback } from '../../engine/readback.ts';
import { Tape } from '../../engine/tape.ts';
import type { Tiles } from '../../engine/tiles.ts';
import { Totals } from '../../engine/layers/totals.ts';
import type { ParameterLayout } from '../../engine/parameters.ts';
import type { Architecture } from '../../space/space.ts';
import type { Batch } from '../../task/task.ts';
import type { OptimiserName, StepMetrics, StoredTensor, TrainingConfig } from '../supernet.ts';
import type { EngineContext } from './engine-context.ts';
import type { EngineFamily } from './family.ts';
import type { EngineNetwork, NetworkSize } from './network.ts';
import { allocate, NetworkPlan } from './network-plan.ts';

/** Nesterov's momentum is that of SGD libraries (methods/enas (2)). */
export const updateRules: Readonly<Record<OptimiserName, UpdateRule>> = { nesterov, adam };

/** The tape of a training step of so many images and children at once. */
export class TrainTape {
  readonly tape: Tape;
  readonly network: EngineNetwork;
  readonly optimiser: Optimiser;
  /** Row 0 is the squared gradient norm, lane by lane; then a row (cross-entropy, accuracy) for each child. */
  readonly totals: Totals;

  constructor(
    family: EngineFamily,
    training: TrainingConfig,
    tiles: Tiles,
    layout: ParameterLayout,
    steps: OptimiserSteps,
    size: NetworkSize,
  ) {
    const { lanes } = size;
    this.tape = new Tape(tiles, true);
    const gradients = new ParameterGradients(this.tape, layout, lanes * family.contributions);
    this.network = family.network(this.tape, size, gradients);
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
export class TrainPlan extends NetworkPlan<TrainTape> {
  static async build(
    context: EngineContext,
    family: EngineFamily,
    training: TrainingConfig,
    steps: OptimiserSteps,
    size: NetworkSize,
  ): Promise<TrainPlan> {
    const made = new TrainTape(family, training, context.device.tiles, context.store.layout, steps, size);
    return new TrainPlan(context, made, await allocate(context, made, 1 + size.lanes), size);
  }

  /** One step; the result is read by `stepMetrics`. */
  run(batch: Batch, children: readonly Architecture[], rate: number): Readback {
    const { network, totals, optimiser } = this.made;
    this.load(batch);
    network.run(children).forEach((at, child) => totals.run(1 + child, at, network.rows, 1 / network.rows));
    optimiser.move(rate);
    return this.plan.submit({ at: totals.at, quads: 1 + children.length }) as Readback;
  }

  /** What the children of the latest step left to the next one. */
  async states(): Promise<readonly StoredTensor[]> {
    const { states } = this.made.network;
    return states === undefined ? [] : states.read(await this.plan.read(states.ranges));
  }

  /** The next step, where its batch continues, goes on from these; from zero where there are none. */
  goOnFrom(states: readonly StoredTensor[]): void {
    const writes = this.made.network.states?.replace(states) ?? [];
    for (const { at, values } of writes) this.plan.write(at, values);
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
