import type { ParameterGradients } from '../../../engine/gradients.ts';
import { JoinedPointwise, type JoinSlot } from '../../../engine/layers/joined-pointwise.ts';
import { Reduction, type ReductionSlot } from '../../../engine/layers/reduction.ts';
import { GradientGather } from '../../../engine/layers/sum.ts';
import type { Maps } from '../../../engine/shape.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { Value } from '../../../engine/value.ts';
import type { CellInput, CellPlan } from '../../../space/micro/network.ts';
import type { NetworkParameters } from './parameters.ts';

/** One input of one cell. */
export interface AdapterSite {
  readonly cell: CellPlan;
  readonly input: 0 | 1;
}

const inputOf = ({ cell, input }: AdapterSite): CellInput => cell.inputs[input];

/** Brings a tensor to the shape of a cell, for one site and one child. */
type Adapt = (site: AdapterSite, slot: number, x: Value) => Value;

/**
 * Brings inputs of cells to the cells' shape (methods/enas 3.4): all sites that do the same to the same source share
 * dispatches, for every child.
 */
export class Adapters {
  readonly #sites: readonly AdapterSite[];
  readonly #lanes: number;
  readonly #adapt: Adapt;
  readonly #gather: GradientGather;

  /**
   * `maps` are those of the cells. `lanes`: most children in one step, or 1 where all children have the same source;
   * `readers`: most readers of one adapted input in one step.
   */
  constructor(
    tape: Tape,
    sites: readonly AdapterSite[],
    maps: Maps,
    lanes: number,
    readers: number,
    parameters: NetworkParameters,
    gradients: ParameterGradients | null,
  ) {
    this.#sites = sites;
    this.#lanes = lanes;
    const [first] = sites;
    if (first === undefined || inputOf(first).adapter === 'none') throw new RangeError('adapters need sites to adapt');
    const make = inputOf(first).adapter === 'calibrate' ? calibrations : reductions;
    this.#adapt = make(tape, sites, maps, lanes, parameters, gradients);
    this.#gather = new GradientGather(tape, maps, sites.length * lanes, sites.length * readers);
  }

  /** Sites with the same words can share dispatches. Null where the input fits as it is. */
  static kindOf(site: AdapterSite): string | null {
    const { source, adapter, side, channels } = inputOf(site);
    if (adapter === 'none') return null;
    const { cell } = site;
    const place = source === 'stem' ? 'stem' : `cell ${cell.index}`;
    return `${place} ${adapter} ${side}×${channels} ${cell.side}×${cell.channels}`;
  }

  /** The input as the cell reads it. */
  run(site: AdapterSite, lane: number, x: Value): Value {
    const at = this.#sites.findIndex(({ cell, input }) => cell.index === site.cell.index && input === site.input);
    const output = this.#adapt(site, at * this.#lanes + lane, x);
    this.#gather.run(output);
    return output;
  }
}

type Make = (
  tape: Tape,
  sites: readonly AdapterSite[],
  maps: Maps,
  lanes: number,
  parameters: NetworkParameters,
  gradients: ParameterGradients | null,
) => Adapt;

/** A slot for each site and child, in that order. */
function slots<T>(sites: readonly AdapterSite[], lanes: number, slot: (name: string, input: CellInput) => T): T[] {
  return sites.flatMap((site) =>
    Array.from({ length: lanes }, (_, lane) => slot(`${site.cell.index} input ${site.input} ${lane}`, inputOf(site))),
  );
}

const calibrations: Make = (tape, sites, maps, lanes, parameters, gradients) => {
  const own = slots(sites, lanes, (name, { channels }) => JoinedPointwise.slot(tape, name, channels, maps, 1));
  const { channels } = inputOf(sites[0] as AdapterSite);
  const operation = new JoinedPointwise(tape, channels, maps, own.length, own.length, gradients);
  return ({ cell, input }, at, x) => {
    const slot = own[at] as JoinSlot;
    const { weights, norm } = parameters.calibration(cell.index, input);
    operation.run(slot, [{ x, weights }], norm);
    return slot.output;
  };
};

const reductions: Make = (tape, sites, maps, lanes, parameters, gradients) => {
  const { side, channels } = inputOf(sites[0] as AdapterSite);
  const shape = { input: { batch: maps.batch, height: side, width: side, channels }, channels: maps.channels };
  const own = slots(sites, lanes, (name) => Reduction.slot(tape, name, shape));
  const operation = new Reduction(tape, shape, own.length, gradients);
  return ({ cell, input }, at, x) => {
    const slot = own[at] as ReductionSlot;
    operation.run(slot, x, parameters.reduction(cell.index, input));
    return slot.output;
  };
};
