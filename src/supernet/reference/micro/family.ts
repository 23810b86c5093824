import type { MicroConfig } from '../../../space/micro/config.ts';
import { decode } from '../../../space/micro/genotype.ts';
import { microGraphs } from '../../../space/micro/graphs.ts';
import { planNetwork } from '../../../space/micro/network.ts';
import type { ReferenceFamily } from '../family.ts';
import { Images } from '../images.ts';
import type { Maps } from '../operations/weights.ts';
import { runChild } from './child.ts';
import { runMixed } from './mixed.ts';

/** Networks of micro cells (methods/enas 3.4). */
export function microFamily(config: MicroConfig): ReferenceFamily {
  const plan = planNetwork(config);
  const graphs = microGraphs(config);
  const images = new Images(config);
  return {
    addSplit: (split, data) => images.add(split, data),
    batch: (batch) => images.batch(batch),
    logits: (child, inputs, weights) => runChild(plan, decode(config, child), inputs as Maps, weights),
    mixedLengths: graphs.map(({ candidates }) => candidates.length),
    mixedLogits: (z, inputs, weights) => runMixed(plan, graphs, z, inputs as Maps, weights),
    dispose: () => images.dispose(),
  };
}
