import { size } from '../parameters.ts';
import type { Architecture, ChildCost } from '../space.ts';
import type { RecurrentConfig } from './config.ts';
import { childParameters } from './parameters.ts';

/** What one child costs: every number of its tensors, and the multiply–adds of `characterMultiplyAdds`. */
export function childCost(config: RecurrentConfig, architecture: Architecture): ChildCost {
  const parameters = childParameters(config, architecture).reduce((sum, { shape }) => sum + size(shape), 0);
  return { parameters, multiplyAdds: characterMultiplyAdds(config) };
}

/**
 * Multiply–adds of the forward pass for one character, over all matrix products: two H × 2H for node 0, one for every
 * other node, H × V for the output. The same for every child; activations, gates and means are not counted.
 */
export function characterMultiplyAdds({ nodes, width, vocabulary }: RecurrentConfig): number {
  return (nodes + 1) * 2 * width ** 2 + width * vocabulary;
}
