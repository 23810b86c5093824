import { NOWHERE } from '../../../engine/words.ts';
import { ParameterGradients } from '../../../engine/gradients.ts';
import type { Plan } from '../../../engine/plan.ts';
import type { Readback } from '../../../engine/readback.ts';
import { Tape } from '../../../engine/tape.ts';
import type { Tiles } from '../../../engine/tiles.ts';
import { Totals } from '../../../engine/layers/totals.ts';
import type { MicroConfig } from '../../../space/micro/config.ts';
import { CELL_INPUTS } from '../../../space/micro/genotype.ts';
import { microGraphs } from '../../../space/micro/graphs.ts';
import { type CellPlan, planNetwork } from '../../../space/micro/network.ts';
import type { GraphDescription } from '../../../space/space.ts';
import type { Batch } from '../../../task/task.ts';
import type { MixedGradient, MixedWeights } from '../../supernet.ts';
import type { EngineContext } from '../engine-context.ts';
import type { MixedPlan } from '../family.ts';
import { allocate, NetworkPlan } from '../network-plan.ts';
import { LooseShares } from './loose-shares.ts';
import { MixedCell, type MixedChoice, mixedTotals } from './mixed-cell.ts';
import { Network } from './network.ts';
import type { NetworkParameters } from './parameters.ts';

/** Total 0 is the row (cross-entropy, accuracy); then those of each cell. */
const HEAD_TOTALS = 1;

/** Loss and dL/dz of the network in which every candidate edge is weighted; the weights stay as they are. */
export class MicroMixedPlan extends NetworkPlan<MixedTape> implements MixedPlan {
  readonly #graphs: readonly GraphDescription[];
  readonly #cells: readonly CellPlan[];
  readonly #nodes: number;

  private constructor(context: EngineContext, config: MicroConfig, made: MixedTape, plan: Plan, batch: number) {
    super(context, made, plan, { batch, lanes: 1 });
    this.#graphs = microGraphs(config);
    this.#cells = planNetwork(config).cells;
    this.#nodes = config.nodes;
  }

  static async build(
    context: EngineContext,
    config: MicroConfig,
    parameters: NetworkParameters,
    batch: number,
  ): Promise<MicroMixedPlan> {
    const made = new MixedTape(context.device.tiles, config, parameters, batch);
    return new MicroMixedPlan(context, config, made, await allocate(context, made, made.count), batch);
  }

  /** Submits; the second call takes the result from what was read. */
  run(batch: Batch, mixed: MixedWeights): [Readback, (totals: Float32Array) => MixedGradient] {
    const shares = this.#graphs.map(
      ({ candidates }, graph) => new LooseShares(candidates, mixed[graph] as Float32Array, this.#nodes + CELL_INPUTS),
    );
    const choices = shares.map((own, graph) => ({ z: mixed[graph] as Float32Array, shares: own.shares }));
    const { network, totals, count } = this.made;
    this.load(batch);
    const [rows = NOWHERE] = network.run([choices]);
    totals.run(0, rows, this.size.batch, 1 / this.size.batch);
    const readback = this.plan.submit({ at: totals.at, quads: count }) as Readback;
    return [readback, (read) => this.#gradient(read, shares)];
  }

  /** Cells of one kind share their z, so their gradients add up. */
  #gradient(totals: Float32Array, shares: readonly LooseShares[]): MixedGradient {
    const sumOf = (total: number): number =>
      totals.subarray(4 * total, 4 * total + 4).reduce((sum, lane) => sum + lane);
    const gradient = this.#graphs.map(({ candidates }) => new Float32Array(candidates.length));
    let at = HEAD_TOTALS;
    for (const { kind } of this.#cells) {
      const graph = kind === 'normal' ? 0 : 1;
      const own = gradient[graph] as Float32Array;
      for (let i = 0; i < own.length; i++) own[i] = (own[i] as number) + sumOf(at + i);
      const first = at + own.length;
      const ofShares = Array.from({ length: this.#nodes + CELL_INPUTS }, (_, node) => sumOf(first + node));
      shares[graph]?.addGradient(ofShares, own);
      at += mixedTotals(own.length, this.#nodes);
    }
    return { loss: totals[0] as number, accuracy: totals[1] as number, gradient };
  }
}

class MixedTape {
  readonly tape: Tape;
  readonly network: Network<MixedChoice>;
  readonly totals: Totals;
  readonly count: number;

  constructor(tiles: Tiles, config: MicroConfig, parameters: NetworkParameters, batch: number) {
    const graphs = microGraphs(config);
    const graphOf = ({ kind }: CellPlan): GraphDescription => graphs[kind === 'normal' ? 0 : 1] as GraphDescription;
    const ownTotals = (plan: CellPlan): number => mixedTotals(graphOf(plan).candidates.length, config.nodes);
    this.count = planNetwork(config).cells.reduce((sum, plan) => sum + ownTotals(plan), HEAD_TOTALS);
    this.tape = new Tape(tiles, true, false);
    const gradients = new ParameterGradients(this.tape, parameters.layout, 1);
    this.totals = new Totals(this.tape, 'mixed gradients', this.count);
    // Every candidate edge of two cells, or their shares, and the classifier.
    const readers = 2 * (Math.max(...graphs.map(({ candidates }) => candidates.length)) + 1) + 1;
    let next = HEAD_TOTALS;
    this.network = new Network<MixedChoice>(
      this.tape,
      config,
      batch,
      1,
      parameters,
      gradients,
      readers,
      (options, [output]) => {
        const { candidates } = graphOf(options.plan);
        const first = next;
        next += ownTotals(options.plan);
        if (output === undefined) throw new RangeError('a mixed cell has one lane');
        return new MixedCell(this.tape, options, output, candidates, parameters, gradients, this.totals, first);
      },
    );
  }
}
