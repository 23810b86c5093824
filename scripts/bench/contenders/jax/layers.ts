import { numpy as np } from '@jax-js/jax';
import { batchNorm, convolution, factorisedReduction, type Maps } from './operations.ts';

/** A child's weights by key; filters have their channels first (`filters.ts`). */
export type JaxWeights = Record<string, np.Array>;

/** The logits [B, classes] of one child from images [B, 1, S, S]. */
export type JaxNetwork = (weights: JaxWeights, images: Maps) => np.Array;

/** What micro and macro networks make of a child's weights; a prefix names the weights of one place. */
export class Layers {
  readonly #weights: JaxWeights;

  constructor(weights: JaxWeights) {
    this.#weights = weights;
  }

  take(prefix: string, name: string): np.Array {
    return this.#weights[`${prefix}/${name}`] as np.Array;
  }

  normalised(x: Maps, prefix: string): Maps {
    return batchNorm(x, this.take(prefix, 'scale'), this.take(prefix, 'offset'));
  }

  /** A convolution and its batch-norm. */
  convolved(x: Maps, prefix: string, stride = 1): Maps {
    return this.normalised(convolution(x, this.take(prefix, 'weights'), stride), prefix);
  }

  /** A factorised reduction and its batch-norm. */
  reduced(x: Maps, prefix: string): Maps {
    return this.normalised(factorisedReduction(x, this.take(prefix, 'path0'), this.take(prefix, 'path1')), prefix);
  }

  /** Global average pool and linear layer. */
  classified(last: Maps, prefix: string): np.Array {
    return np.matmul(np.mean(last, [2, 3]), this.take(prefix, 'weights'));
  }
}
