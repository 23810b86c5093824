import type { MacroConfig } from '../../../../src/space/macro/config.ts';
import { decode } from '../../../../src/space/macro/genotype.ts';
import { planNetwork } from '../../../../src/space/macro/network.ts';
import { operationFacts } from '../../../../src/space/macro/operations.ts';
import type { Architecture } from '../../../../src/space/space.ts';
import { outside } from '../taps.ts';
import type { BenchFamily } from './family.ts';
import { onImages, withoutPadding } from './images.ts';

export const macro: BenchFamily<MacroConfig> = {
  ...onImages,
  stepMultiplyAdds: (config, architecture, forward) =>
    withoutPadding(forward, padding(config, architecture), planNetwork(config).stem),
};

/** Taps of one image's depthwise and dense convolutions that fall outside the maps. */
function padding(config: MacroConfig, architecture: Architecture): number {
  const { channels, layers } = planNetwork(config);
  return decode(config, architecture).reduce((sum, { operation }, layer) => {
    const { kind, kernel } = operationFacts[operation];
    if (kind === 'pool') return sum;
    const { side } = layers[layer] as (typeof layers)[number];
    return sum + (kind === 'dense' ? channels ** 2 : channels) * outside(side, kernel);
  }, 0);
}
