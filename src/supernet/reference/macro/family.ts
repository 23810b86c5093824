import type { MacroConfig } from '../../../space/macro/config.ts';
import { decode } from '../../../space/macro/genotype.ts';
import { planNetwork } from '../../../space/macro/network.ts';
import type { ReferenceFamily } from '../family.ts';
import { Images } from '../images.ts';
import type { Maps } from '../operations/weights.ts';
import { runChild } from './child.ts';

/** Macro networks (methods/enas 3.3). They cannot be mixed: a skip is not one of several operations on an edge. */
export function macroFamily(config: MacroConfig): ReferenceFamily {
  const plan = planNetwork(config);
  const images = new Images(config);
  return {
    addSplit: (split, data) => images.add(split, data),
    batch: (batch) => images.batch(batch),
    logits: (child, inputs, weights) => runChild(plan, decode(config, child), inputs as Maps, weights),
    mixedLengths: [],
    mixedLogits: () => {
      throw new RangeError('A macro network cannot be mixed: weight cells or sample children.');
    },
    dispose: () => images.dispose(),
  };
}
