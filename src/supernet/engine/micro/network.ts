import type { At } from '../../../engine/words.ts';
import type { ParameterGradients } from '../../../engine/gradients.ts';
import { Classifier, type ClassifierSlot } from '../../../engine/layers/classifier.ts';
import { ImageBatch } from '../../../engine/layers/image-batch.ts';
import { Stem, type StemSlot } from '../../../engine/layers/stem.ts';
import { stemMaps } from '../../../engine/kernels/stem.ts';
import { GradientGather } from '../../../engine/layers/sum.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { Value } from '../../../engine/value.ts';
import type { MicroConfig } from '../../../space/micro/config.ts';
import { type CellPlan, planNetwork } from '../../../space/micro/network.ts';
import { Adapters, type AdapterSite } from './adapter.ts';
import { Cell, type CellOptions } from './cell.ts';
import type { JoinSlot } from '../../../engine/layers/joined-pointwise.ts';
import type { NetworkParameters } from './parameters.ts';

/** What a network runs between its adapters: `Choice` is what one child decides about one kind of cell. */
export interface CellWork<Choice> {
  run(lane: number, choice: Choice, inputs: readonly [Value, Value]): Value;
}

/** Makes one cell's work on the tape; `outputs` has a slot for each lane. */
export type CellBuilder<Choice> = (options: CellOptions, outputs: readonly JoinSlot[]) => CellWork<Choice>;

interface Layer<Choice> {
  readonly plan: CellPlan;
  /** Null where the input fits as it is. */
  readonly adapters: readonly [Adapters | null, Adapters | null];
  readonly cell: CellWork<Choice>;
}

/** Where each child leaves its (cross-entropy, hit) rows, one an image. */
export type ChildRows = readonly At<'rows'>[];

/** The whole network on a tape, for as many children at once as there are lanes. All see the same batch. */
export class Network<Choice> {
  readonly #images: ImageBatch;
  readonly #batch: number;
  readonly #parameters: NetworkParameters;
  readonly #stem: Stem;
  readonly #stemSlot: StemSlot;
  readonly #stemGather: GradientGather;
  readonly #layers: readonly Layer<Choice>[];
  readonly #classifier: Classifier;
  readonly #heads: readonly ClassifierSlot[];

  /**
   * `gradients` null: forward only, and cells reuse what the cell before them has read. `readers`: most readers of one
   * tensor between cells, in one child.
   */
  constructor(
    tape: Tape,
    config: MicroConfig,
    batch: number,
    lanes: number,
    parameters: NetworkParameters,
    gradients: ParameterGradients | null,
    readers: number,
    buildCell: CellBuilder<Choice>,
  ) {
    const { arena } = tape;
    const network = planNetwork(config);
    const stem = { imageSide: config.imageSide, batch, ...network.stem };
    this.#batch = batch;
    this.#parameters = parameters;
    for (const { channels } of [network.stem, ...network.cells]) tape.unitAffine(channels);
    this.#images = new ImageBatch(tape, batch, config.imageSide);
    this.#stem = new Stem(tape, stem, 1, gradients);
    this.#stemSlot = Stem.slot(tape, 'stem', stem);
    this.#stemGather = new GradientGather(tape, stemMaps(stem), 1, lanes * readers);
    const options = network.cells.map((plan): CellOptions => {
      const maps = { batch, height: plan.side, width: plan.side, channels: plan.channels };
      return { plan, maps, nodes: config.nodes, operations: config.operations, lanes };
    });
    const outputs = options.map((one) => Array.from({ length: lanes }, (_, lane) => Cell.outputSlot(tape, one, lane)));
    const { side, channels, classes } = network.head;
    const headMaps = { batch, height: side, width: side, channels };
    this.#heads = Array.from({ length: lanes }, (_, lane) => Classifier.slot(tape, `head ${lane}`, headMaps, classes));
    const adaptersFor = (sites: readonly AdapterSite[], own: number): ((site: AdapterSite) => Adapters | null) => {
      const made = new Map<string | null, Adapters | null>([[null, null]]);
      for (const site of sites) {
        const kind = Adapters.kindOf(site);
        const maps = options[site.cell.index]?.maps;
        if (made.has(kind) || maps === undefined) continue;
        const same = sites.filter((other) => Adapters.kindOf(other) === kind);
        made.set(kind, new Adapters(tape, same, maps, own, lanes * readers, parameters, gradients));
      }
      return (site) => made.get(Adapters.kindOf(site)) ?? null;
    };
    const sitesOf = (cell: CellPlan): AdapterSite[] => ([0, 1] as const).map((input) => ({ cell, input }));
    const ofStem = ({ cell, input }: AdapterSite): boolean => cell.inputs[input].source === 'stem';
    const stemAdapters = adaptersFor(network.cells.flatMap(sitesOf).filter(ofStem), 1);
    this.#layers = options.map((one, index) => {
      const kept = arena.mark();
      const sites = sitesOf(one.plan);
      const own = adaptersFor(
        sites.filter((site) => !ofStem(site)),
        lanes,
      );
      const [first, second] = sites.map((site) => (ofStem(site) ? stemAdapters(site) : own(site)));
      const cell = buildCell(one, outputs[index] ?? []);
      if (!tape.training) arena.release(kept);
      return { plan: one.plan, adapters: [first ?? null, second ?? null], cell };
    });
    this.#classifier = new Classifier(tape, headMaps, classes, lanes, gradients);
  }

  /** The rows of the step's images, which every child sees. */
  load(rows: Uint32Array): void {
    this.#images.run(rows);
  }

  /** Chooses the work of a step: each child's normal and, where there is one, reduction cell. */
  run(children: readonly (readonly Choice[])[]): ChildRows {
    const lossWeight = 1 / (this.#batch * children.length);
    const stem = this.#stemSlot.output;
    this.#stem.run(this.#stemSlot, this.#images.images, this.#parameters.stem());
    this.#stemGather.run(stem);
    const adapt = ({ plan, adapters }: Layer<Choice>, input: 0 | 1, lane: number, x: Value): Value =>
      adapters[input]?.run({ cell: plan, input }, lane, x) ?? x;
    const fromStem = this.#layers.map((layer) =>
      ([0, 1] as const).map((input) =>
        layer.plan.inputs[input].source === 'stem' ? adapt(layer, input, 0, stem) : null,
      ),
    );
    return children.map((choices, lane) => {
      const outputs: Value[] = [];
      for (const layer of this.#layers) {
        const { plan, cell } = layer;
        const input = (which: 0 | 1): Value => {
          const { source } = plan.inputs[which];
          if (source !== 'stem') return adapt(layer, which, lane, outputs[source] as Value);
          return fromStem[plan.index]?.[which] as Value;
        };
        outputs.push(cell.run(lane, choices[plan.kind === 'normal' ? 0 : 1] as Choice, [input(0), input(1)]));
      }
      const head = this.#heads[lane] as ClassifierSlot;
      this.#classifier.run(
        head,
        outputs.at(-1) ?? stem,
        this.#parameters.classifier(),
        this.#images.labels,
        lossWeight,
      );
      return head.rows;
    });
  }
}
