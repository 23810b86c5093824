import { Plan } from '../../engine/plan.ts';
import type { Readback } from '../../engine/readback.ts';
import { Tape } from '../../engine/tape.ts';
import type { Tiles } from '../../engine/tiles.ts';
import { Totals } from '../../engine/totals.ts';
import type { MicroConfig } from '../../space/micro/config.ts';
import type { CellGenotype } from '../../space/micro/genotype.ts';
import { Cell } from './cell.ts';
import { Network } from './network.ts';
import type { NetworkParameters } from './parameters.ts';
import type { BatchNumbers, Session } from './session.ts';

/** The forward pass of up to `lanes` children on one batch, laid out but not allocated. */
export function scoreTape(
  config: MicroConfig,
  tiles: Tiles,
  parameters: NetworkParameters,
  batch: number,
  lanes: number,
): { tape: Tape; totals: Totals; network: Network<CellGenotype> } {
  const tape = new Tape(tiles, false);
  const totals = new Totals(tape, 'scores', lanes);
  const network = new Network(
    tape,
    config,
    batch,
    lanes,
    parameters,
    null,
    Cell.readers(config.nodes),
    (options, outputs) => new Cell(tape, options, outputs, parameters, null),
  );
  return { tape, totals, network };
}

/** Scores up to `lanes` children on one batch in one submission; keeps nothing for a backward pass. */
export class ScorePlan {
  /** Images of its batch. */
  readonly batch: number;
  /** Most children at once. */
  readonly lanes: number;
  readonly #network: Network<CellGenotype>;
  readonly #totals: Totals;
  readonly #plan: Plan;

  private constructor(network: Network<CellGenotype>, totals: Totals, plan: Plan, batch: number, lanes: number) {
    this.lanes = lanes;
    this.#network = network;
    this.#totals = totals;
    this.#plan = plan;
    this.batch = batch;
  }

  static async build(session: Session, batch: number, lanes: number): Promise<ScorePlan> {
    const { config, device, parameters, store, pipelines, progress } = session;
    const { tape, totals, network } = scoreTape(config, device.tiles, parameters, batch, lanes);
    return new ScorePlan(
      network,
      totals,
      await Plan.build(device, tape, store, pipelines, lanes, progress),
      batch,
      lanes,
    );
  }

  /** Leaves a row (cross-entropy, accuracy) for each child. */
  run({ pixels, labels }: BatchNumbers, children: readonly (readonly CellGenotype[])[]): Readback {
    this.#plan.write(this.#network.images, pixels);
    this.#plan.write(this.#network.labels, labels);
    this.#network.run(children).forEach((rows, child) => this.#totals.run(child, rows, this.batch, 1 / this.batch));
    return this.#plan.submit({ at: this.#totals.at, quads: children.length }) as Readback;
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
