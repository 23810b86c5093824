import { imageWords } from '../../../engine/kernels/image-batch.ts';
import { packImages } from '../../../engine/layers/image-batch.ts';
import type { ParameterLayout } from '../../../engine/parameters.ts';
import type { MicroConfig } from '../../../space/micro/config.ts';
import { decode } from '../../../space/micro/genotype.ts';
import { microGraphs } from '../../../space/micro/graphs.ts';
import { checkedImages } from '../../check-images.ts';
import type { EngineFamily } from '../family.ts';
import { Cell } from './cell.ts';
import { MicroMixedPlan } from './mixed-plan.ts';
import { Network } from './network.ts';
import { NetworkParameters } from './parameters.ts';

/** Networks of micro cells on the engine (methods/enas 3.4). */
export function microFamily(config: MicroConfig, layout: ParameterLayout): EngineFamily {
  const parameters = new NetworkParameters(layout);
  return {
    contributions: 1,
    predictions: 1,
    mixedLengths: microGraphs(config).map(({ candidates }) => candidates.length),
    exampleBytes: imageWords(config.imageSide) * Uint32Array.BYTES_PER_ELEMENT,
    pack: (split, data) => packImages(checkedImages(split, data, config)),
    network(tape, { batch, lanes }, gradients) {
      const network = new Network(
        tape,
        config,
        batch,
        lanes,
        parameters,
        gradients,
        Cell.readers(config.nodes),
        (options, outputs) => new Cell(tape, options, outputs, parameters, gradients),
      );
      return {
        rows: batch,
        load: (examples) => network.load(examples),
        run: (children) => network.run(children.map((child) => decode(config, child))),
      };
    },
    mixedPlan: (context, batch) => MicroMixedPlan.build(context, config, parameters, batch),
  };
}
