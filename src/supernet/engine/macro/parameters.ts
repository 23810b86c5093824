import type { ConvolutionParameters } from '../../../engine/layers/convolution.ts';
import type { NormParameters } from '../../../engine/layers/norm.ts';
import type { ReductionParameters } from '../../../engine/layers/reduction.ts';
import type { StackParameters } from '../../../engine/layers/separable.ts';
import type { StemParameters } from '../../../engine/layers/stem.ts';
import type { Parameter, ParameterLayout } from '../../../engine/parameters.ts';
import type { OperationId } from '../../../space/macro/operations.ts';
import { keyPrefix } from '../../../space/macro/parameters.ts';

/** The shared weights by their place in the network; keys are spelt once, then remembered. */
export class MacroParameters {
  readonly #layout: ParameterLayout;
  readonly #known = new Map<string, unknown>();

  constructor(layout: ParameterLayout) {
    this.#layout = layout;
  }

  stem(): StemParameters {
    return this.#convolution(keyPrefix.stem);
  }

  entry(layer: number, operation: OperationId): ConvolutionParameters {
    return this.#once(keyPrefix.entry(layer, operation), (prefix) => this.#convolution(prefix));
  }

  dense(layer: number, operation: OperationId): ConvolutionParameters {
    return this.#once(keyPrefix.operation(layer, operation), (prefix) => this.#convolution(prefix));
  }

  separable(layer: number, operation: OperationId): StackParameters {
    return this.#once(keyPrefix.operation(layer, operation), (prefix) => ({
      depthwise: this.#get(prefix, 'depthwise'),
      pointwise: this.#get(prefix, 'pointwise'),
      ...this.#norm(prefix),
    }));
  }

  output(layer: number): NormParameters {
    return this.#once(keyPrefix.output(layer), (prefix) => this.#norm(prefix));
  }

  reduction(pool: number, node: number): ReductionParameters {
    return this.#once(keyPrefix.reduction(pool, node), (prefix) => ({
      paths: [this.#get(prefix, 'path0'), this.#get(prefix, 'path1')],
      ...this.#norm(prefix),
    }));
  }

  classifier(): Parameter {
    return this.#get(keyPrefix.classifier, 'weights');
  }

  #once<T>(prefix: string, make: (prefix: string) => T): T {
    const known = this.#known.get(prefix) as T | undefined;
    if (known !== undefined) return known;
    const made = make(prefix);
    this.#known.set(prefix, made);
    return made;
  }

  #convolution(prefix: string): ConvolutionParameters {
    return { weights: this.#get(prefix, 'weights'), ...this.#norm(prefix) };
  }

  #norm(prefix: string): NormParameters {
    return { scale: this.#get(prefix, 'scale'), offset: this.#get(prefix, 'offset') };
  }

  #get(prefix: string, name: string): Parameter {
    return this.#layout.get(`${prefix}/${name}`);
  }
}
