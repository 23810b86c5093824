import type { At } from '../../../engine/words.ts';
import type { ParameterGradients } from '../../../engine/gradients.ts';
import { Classifier, type ClassifierSlot } from '../../../engine/layers/classifier.ts';
import { ImageBatch } from '../../../engine/layers/image-batch.ts';
import { Stem, type StemSlot } from '../../../engine/layers/stem.ts';
import { stemMaps } from '../../../engine/kernels/stem.ts';
import { GradientGather } from '../../../engine/layers/sum.ts';
import type { Maps } from '../../../engine/shape.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { Value } from '../../../engine/value.ts';
import type { MacroConfig } from '../../../space/macro/config.ts';
import { decode, type LayerGenotype, readAfter } from '../../../space/macro/genotype.ts';
import { planNetwork } from '../../../space/macro/network.ts';
import type { Architecture } from '../../../space/space.ts';
import type { EngineNetwork, NetworkSize } from '../network.ts';
import { Layer, type LayerOptions } from './layer.ts';
import type { MacroParameters } from './parameters.ts';
import { NodePool } from './pool.ts';

/** A layer and, where one stands after it, its pool. */
interface Stage {
  readonly layer: Layer;
  readonly pool: NodePool | null;
}

/** The whole network on a tape, for as many children at once as there are lanes. All see the same batch. */
export class MacroNetwork implements EngineNetwork {
  readonly rows: number;
  readonly #config: MacroConfig;
  readonly #parameters: MacroParameters;
  readonly #images: ImageBatch;
  readonly #stem: Stem;
  readonly #stemSlot: StemSlot;
  readonly #stemGather: GradientGather;
  readonly #stages: readonly Stage[];
  readonly #classifier: Classifier;
  readonly #heads: readonly ClassifierSlot[];

  /** `gradients` null: forward only, and layers reuse what those before them kept for themselves. */
  constructor(
    tape: Tape,
    config: MacroConfig,
    { batch, lanes }: NetworkSize,
    parameters: MacroParameters,
    gradients: ParameterGradients | null,
  ) {
    const { arena } = tape;
    const { stem, channels, layers, pools, head } = planNetwork(config);
    const mapsOf = (side: number): Maps => ({ batch, height: side, width: side, channels });
    const stemShape = { imageSide: config.imageSide, batch, ...stem };
    // The next operation, a skip to each later layer, a reduction or the classifier.
    const readers = layers.length + 2;
    this.rows = batch;
    this.#config = config;
    this.#parameters = parameters;
    tape.unitAffine(channels);
    this.#images = new ImageBatch(tape, batch, config.imageSide);
    this.#stem = new Stem(tape, stemShape, 1, gradients);
    this.#stemSlot = Stem.slot(tape, 'stem', stemShape);
    this.#stemGather = new GradientGather(tape, stemMaps(stemShape), 1, lanes * readers);
    const options = layers.map(({ index, side }): LayerOptions => {
      return { index, maps: mapsOf(side), operations: config.operations, lanes, readers };
    });
    const poolOptions = pools.map((plan) => ({ plan, maps: mapsOf(plan.from), lanes, readers }));
    // What later layers may skip to is made before what a layer keeps for itself.
    const outputs = options.map((one) => Array.from({ length: lanes }, (_, lane) => Layer.outputSlot(tape, one, lane)));
    const poolSlots = poolOptions.map((one) => NodePool.slots(tape, one));
    const headMaps = mapsOf(head.side);
    this.#heads = Array.from({ length: lanes }, (_, lane) =>
      Classifier.slot(tape, `head ${lane}`, headMaps, head.classes),
    );
    this.#stages = options.map((one, index) => {
      const kept = arena.mark();
      const layer = new Layer(tape, one, outputs[index] ?? [], parameters, gradients);
      if (!tape.training) arena.release(kept);
      const at = pools.findIndex(({ after }) => after === index);
      const [pool, slots] = [poolOptions[at], poolSlots[at]];
      return { layer, pool: pool && slots ? new NodePool(tape, pool, slots, parameters, gradients) : null };
    });
    this.#classifier = new Classifier(tape, headMaps, head.classes, lanes, gradients);
  }

  load(examples: Uint32Array): void {
    this.#images.run(examples);
  }

  run(children: readonly Architecture[]): readonly At<'rows'>[] {
    const lossWeight = 1 / (this.rows * children.length);
    const stem = this.#stemSlot.output;
    this.#stem.run(this.#stemSlot, this.#images.images, this.#parameters.stem());
    this.#stemGather.run(stem);
    for (const { pool } of this.#stages) pool?.start();
    return children.map((child, lane) => {
      const head = this.#heads[lane] as ClassifierSlot;
      const output = this.#runChild(lane, decode(this.#config, child), stem);
      this.#classifier.run(head, output, this.#parameters.classifier(), this.#images.labels, lossWeight);
      return head.rows;
    });
  }

  #runChild(lane: number, layers: readonly LayerGenotype[], stem: Value): Value {
    let nodes: Value[] = [stem];
    this.#stages.forEach(({ layer, pool }, index) => {
      nodes.push(layer.run(lane, layers[index] as LayerGenotype, nodes));
      if (pool === null) return;
      const read = new Set(readAfter(layers, index));
      nodes = nodes.map((value, node) => (read.has(node) ? pool.run(lane, node, value) : value));
    });
    return nodes.at(-1) as Value;
  }
}
