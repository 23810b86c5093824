import { imageWords } from '../../../engine/kernels/image-batch.ts';
import { packImages } from '../../../engine/layers/image-batch.ts';
import type { ParameterLayout } from '../../../engine/parameters.ts';
import type { MacroConfig } from '../../../space/macro/config.ts';
import { checkedImages } from '../../check-images.ts';
import type { EngineFamily } from '../family.ts';
import { MacroNetwork } from './network.ts';
import { MacroParameters } from './parameters.ts';

/** Macro networks on the engine (methods/enas 3.3). Their channels must be a multiple of 8. */
export function macroFamily(config: MacroConfig, layout: ParameterLayout): EngineFamily {
  const parameters = new MacroParameters(layout);
  return {
    contributions: 1,
    predictions: 1,
    mixedLengths: [],
    exampleBytes: imageWords(config.imageSide) * Uint32Array.BYTES_PER_ELEMENT,
    pack: (split, data) => packImages(checkedImages(split, data, config)),
    network: (tape, size, gradients) => new MacroNetwork(tape, config, size, parameters, gradients),
    mixedPlan: () =>
      Promise.reject(new RangeError('A macro network cannot be mixed: weight cells or sample children.')),
  };
}
