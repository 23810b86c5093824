import { decode, genotypeOf } from '../../../src/space/micro/genotype.ts';
import { planNetwork } from '../../../src/space/micro/network.ts';
import { operationFacts } from '../../../src/space/micro/operations.ts';
import { createSpace } from '../../../src/space/spaces.ts';
import type { BenchChild } from './children.ts';

/**
 * Multiply–adds of a training step, for the whole batch. Counted are convolutions and the linear layer, forward (as
 * `Space.cost`, but without the taps that fall on padding), with respect to their inputs, and with respect to their
 * weights; the stem's input needs no gradient. Not counted: pools, ReLU, batch-norm, sums, the loss and the optimiser.
 */
export function stepMultiplyAdds(child: BenchChild): number {
  const { config, architecture, batch } = child;
  const { stem } = planNetwork(config);
  const forward = createSpace(config).cost(architecture).multiplyAdds - onPadding(child);
  const ofStem = stem.side ** 2 * stem.kernel ** 2 * stem.channels;
  return batch * (3 * forward - ofStem);
}

/** Taps of one image's depthwise convolutions (and a 3×3 stem) that fall outside the maps. */
function onPadding({ config, architecture }: BenchChild): number {
  const genotypes = decode(config, architecture);
  const { stem, cells } = planNetwork(config);
  const inCells = cells.map(({ kind, side, channels }) => {
    const terms = genotypeOf(genotypes, kind).blocks.flat();
    return terms.reduce((sum, { operation }) => {
      const { separable, kernel } = operationFacts[operation];
      return separable ? sum + 2 * channels * outside(side, kernel) : sum;
    }, 0);
  });
  const ofStem = stem.stride === 1 ? stem.channels * outside(stem.side, stem.kernel) : 0;
  return inCells.reduce((sum, taps) => sum + taps, ofStem);
}

/** Of all taps of a k × k window, stride 1, SAME, over side × side pixels. */
function outside(side: number, kernel: number): number {
  const reach = (kernel - 1) / 2;
  const inside = side * kernel - reach * (reach + 1);
  return (side * kernel) ** 2 - inside ** 2;
}
