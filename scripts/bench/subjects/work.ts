import { createSpace } from '../../../src/space/spaces.ts';
import type { BenchChild } from './children.ts';
import { benchFamily } from './families/families.ts';

/**
 * Multiply–adds of a training step, for the whole batch. Counted are convolutions and the linear layer, or all matrix
 * products of a recurrent network: forward (as `Space.cost`, but without the taps that fall on padding), with respect to
 * their inputs, and with respect to their weights; the stem's input needs no gradient. Not counted: pools, activations,
 * gates, batch-norm, sums, the loss and the optimiser.
 */
export function stepMultiplyAdds({ config, architecture, batch }: BenchChild): number {
  const { multiplyAdds } = createSpace(config).cost(architecture);
  return batch * benchFamily(config).stepMultiplyAdds(config, architecture, multiplyAdds);
}
