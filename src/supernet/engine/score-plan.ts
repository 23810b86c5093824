import type { Readback } from '../../engine/readback.ts';
import type { DeviceRows } from '../../engine/device-rows.ts';
import { Tape } from '../../engine/tape.ts';
import type { Tiles } from '../../engine/tiles.ts';
import { Totals } from '../../engine/layers/totals.ts';
import type { Architecture } from '../../space/space.ts';
import type { Batch } from '../../task/task.ts';
import type { EngineContext } from './engine-context.ts';
import type { EngineFamily } from './family.ts';
import type { EngineNetwork, NetworkSize } from './network.ts';
import { allocate, NetworkPlan } from './network-plan.ts';

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
export class ScorePlan extends NetworkPlan<ScoreTape> {
  static async build(context: EngineContext, family: EngineFamily, size: NetworkSize): Promise<ScorePlan> {
    const made = new ScoreTape(family, context.device.tiles, size);
    return new ScorePlan(context, made, await allocate(context, made, size.lanes), size);
  }

  /** Leaves a row (cross-entropy, accuracy) for each child, also in `rows` from row `place` on. */
  run(batch: Batch, children: readonly Architecture[], rows: DeviceRows, place: number): Readback {
    const { network, totals } = this.made;
    this.load(batch);
    network.run(children).forEach((at, child) => totals.run(child, at, network.rows, 1 / network.rows));
    const scores = { at: totals.at, quads: children.length };
    this.plan.leave(scores, rows, place);
    return this.plan.submit(scores) as Readback;
  }
}
