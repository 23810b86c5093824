import { Plan } from '../../engine/plan.ts';
import type { Readback } from '../../engine/readback.ts';
import type { DeviceRows } from '../../engine/device-rows.ts';
import { Tape } from '../../engine/tape.ts';
import type { Tiles } from '../../engine/tiles.ts';
import { Totals } from '../../engine/totals.ts';
import type { Architecture } from '../../space/space.ts';
import type { Batch } from '../../task/task.ts';
import type { EngineFamily, EngineNetwork, NetworkSize } from './family.ts';
import { loadBatch, type Session } from './session.ts';

/** The forward pass of up to `lanes` children on one batch, laid out but not allocated. */
export class ScoreTape {
  readonly tape: Tape;
  readonly network: EngineNetwork;
  /** A row (cross-entropy, accuracy) for each child. */
  readonly totals: Totals;

  constructor(family: EngineFamily, tiles: Tiles, size: NetworkSize) {
    this.tape = new Tape(tiles, false);
    this.totals = new Totals(this.tape, 'scores', size.lanes);
    this.network = family.network(this.tape, size, null);
  }
}

/** Scores up to `lanes` children on one batch in one submission; keeps nothing for a backward pass. */
export class ScorePlan {
  readonly #session: Session;
  readonly #made: ScoreTape;
  readonly #plan: Plan;
  readonly size: NetworkSize;

  private constructor(session: Session, made: ScoreTape, plan: Plan, size: NetworkSize) {
    this.#session = session;
    this.#made = made;
    this.#plan = plan;
    this.size = size;
  }

  static async build(session: Session, size: NetworkSize): Promise<ScorePlan> {
    const { family, device, store, pipelines, progress } = session;
    const made = new ScoreTape(family, device.tiles, size);
    const plan = await Plan.build(device, made.tape, store, pipelines, size.lanes, progress);
    return new ScorePlan(session, made, plan, size);
  }

  /** Leaves a row (cross-entropy, accuracy) for each child, also in `rows` from row `place` on. */
  run(batch: Batch, children: readonly Architecture[], rows: DeviceRows, place: number): Readback {
    const { network, totals } = this.#made;
    loadBatch(this.#session, this.#plan, network, batch);
    network.run(children).forEach((at, child) => totals.run(child, at, network.rows, 1 / network.rows));
    const scores = { at: totals.at, quads: children.length };
    this.#plan.leave(scores, rows, place);
    return this.#plan.submit(scores) as Readback;
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
