import type { MicroConfig } from '../../../../src/space/micro/config.ts';
import { decode, genotypeOf } from '../../../../src/space/micro/genotype.ts';
import { planNetwork } from '../../../../src/space/micro/network.ts';
import { operationFacts } from '../../../../src/space/micro/operations.ts';
import type { Architecture } from '../../../../src/space/space.ts';
import { outside } from '../taps.ts';
import type { BenchFamily } from './family.ts';
import { onImages, withoutPadding } from './images.ts';

export const micro: BenchFamily<MicroConfig> = {
  ...onImages,
  stepMultiplyAdds: (config, architecture, forward) =>
    withoutPadding(forward, padding(config, architecture), planNetwork(config).stem),
};

/** Taps of one image's depthwise convolutions that fall outside the maps. */
function padding(config: MicroConfig, architecture: Architecture): number {
  const genotypes = decode(config, architecture);
  const inCells = planNetwork(config).cells.map(({ kind, side, channels }) => {
    const terms = genotypeOf(genotypes, kind).blocks.flat();
    return terms.reduce((sum, { operation }) => {
      const { separable, kernel } = operationFacts[operation];
      return separable ? sum + 2 * channels * outside(side, kernel) : sum;
    }, 0);
  });
  return inCells.reduce((sum, taps) => sum + taps, 0);
}
