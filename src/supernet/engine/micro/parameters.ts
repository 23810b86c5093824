import type { NormParameters } from '../../../engine/layers/norm.ts';
import type { ReductionParameters } from '../../../engine/layers/reduction.ts';
import type { StackParameters } from '../../../engine/layers/separable.ts';
import type { StemParameters } from '../../../engine/layers/stem.ts';
import type { Parameter, ParameterLayout } from '../../../engine/parameters.ts';
import type { OperationId } from '../../../space/micro/operations.ts';
import { keyPrefix } from '../../../space/micro/parameters.ts';

type Stacks = readonly [StackParameters, StackParameters];

/** The shared weights by their place in the network; keys are spelt once, then remembered. */
export class NetworkParameters {
  readonly layout: ParameterLayout;
  readonly #separables = new Map<string, Stacks>();

  constructor(layout: ParameterLayout) {
    this.layout = layout;
  }

  stem(): StemParameters {
    return { weights: this.#get(keyPrefix.stem, 'weights'), ...this.#norm(keyPrefix.stem) };
  }

  calibration(layer: number, input: 0 | 1): { weights: Parameter; norm: NormParameters } {
    const prefix = keyPrefix.input(layer, input);
    return { weights: this.#get(prefix, 'weights'), norm: this.#norm(prefix) };
  }

  reduction(layer: number, input: 0 | 1): ReductionParameters {
    const prefix = keyPrefix.input(layer, input);
    return { paths: [this.#get(prefix, 'path0'), this.#get(prefix, 'path1')], ...this.#norm(prefix) };
  }

  separable(layer: number, block: number, side: 0 | 1, input: number, operation: OperationId): Stacks {
    const site = `${layer}/${block}/${side}/${input}/${operation}`;
    const known = this.#separables.get(site);
    if (known !== undefined) return known;
    const stack = (which: 0 | 1): StackParameters => {
      const prefix = keyPrefix.separable(layer, block, side, input, operation, which);
      return {
        depthwise: this.#get(prefix, 'depthwise'),
        pointwise: this.#get(prefix, 'pointwise'),
        ...this.#norm(prefix),
      };
    };
    const made: Stacks = [stack(0), stack(1)];
    this.#separables.set(site, made);
    return made;
  }

  looseEnd(layer: number, node: number): Parameter {
    return this.#get(keyPrefix.output(layer), `node${node}`);
  }

  output(layer: number): NormParameters {
    return this.#norm(keyPrefix.output(layer));
  }

  classifier(): Parameter {
    return this.#get(keyPrefix.classifier, 'weights');
  }

  #norm(prefix: string): NormParameters {
    return { scale: this.#get(prefix, 'scale'), offset: this.#get(prefix, 'offset') };
  }

  #get(prefix: string, name: string): Parameter {
    return this.layout.get(`${prefix}/${name}`);
  }
}
