import { decode as decodeMacro } from '../../../src/space/macro/genotype.ts';
import { planNetwork as planMacro } from '../../../src/space/macro/network.ts';
import { operationFacts as macroFacts } from '../../../src/space/macro/operations.ts';
import type { MacroConfig } from '../../../src/space/macro/config.ts';
import type { MicroConfig } from '../../../src/space/micro/config.ts';
import { decode, genotypeOf } from '../../../src/space/micro/genotype.ts';
import { planNetwork } from '../../../src/space/micro/network.ts';
import { operationFacts } from '../../../src/space/micro/operations.ts';
import type { Architecture } from '../../../src/space/space.ts';
import { createSpace } from '../../../src/space/spaces.ts';
import type { StemPlan } from '../../../src/space/stem.ts';
import type { BenchChild } from './children.ts';

/**
 * Multiply–adds of a training step, for the whole batch. Counted are convolutions and the linear layer, or all matrix
 * products of a recurrent network: forward (as `Space.cost`, but without the taps that fall on padding), with respect to
 * their inputs, and with respect to their weights; the stem's input needs no gradient. Not counted: pools, activations,
 * gates, batch-norm, sums, the loss and the optimiser.
 */
export function stepMultiplyAdds({ config, architecture, batch }: BenchChild): number {
  const { multiplyAdds } = createSpace(config).cost(architecture);
  if (config.family === 'recurrent') return batch * config.steps * 3 * multiplyAdds;
  const { stem } = config.family === 'micro' ? planNetwork(config) : planMacro(config);
  const padding = config.family === 'micro' ? micro(config, architecture) : macro(config, architecture);
  const forward = multiplyAdds - padding - stemPadding(stem);
  const ofStem = stem.side ** 2 * stem.kernel ** 2 * stem.channels;
  return batch * (3 * forward - ofStem);
}

const stemPadding = ({ stride, channels, side, kernel }: StemPlan): number =>
  stride === 1 ? channels * outside(side, kernel) : 0;

/** Taps of one image's depthwise convolutions that fall outside the maps. */
function micro(config: MicroConfig, architecture: Architecture): number {
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

/** Taps of one image's depthwise and dense convolutions that fall outside the maps. */
function macro(config: MacroConfig, architecture: Architecture): number {
  const { channels, layers } = planMacro(config);
  return decodeMacro(config, architecture).reduce((sum, { operation }, layer) => {
    const { kind, kernel } = macroFacts[operation];
    if (kind === 'pool') return sum;
    const { side } = layers[layer] as (typeof layers)[number];
    return sum + (kind === 'dense' ? channels ** 2 : channels) * outside(side, kernel);
  }, 0);
}

/** Taps of a k × k window over side × side pixels that meet one. */
export function inside(side: number, kernel: number): number {
  return (side * kernel) ** 2 - outside(side, kernel);
}

/** Taps of a k × k window, stride 1, SAME, over side × side pixels that meet none. */
function outside(side: number, kernel: number): number {
  const reach = (kernel - 1) / 2;
  const met = side * kernel - reach * (reach + 1);
  return (side * kernel) ** 2 - met ** 2;
}
