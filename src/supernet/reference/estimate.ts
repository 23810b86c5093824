import type { AnySpace } from '../../space/spaces.ts';
import { size } from '../../space/parameters.ts';
import type { EstimateOptions } from '../estimate.ts';
import type { SupernetEstimate } from '../supernet.ts';
import { keptInMacro } from './macro/kept.ts';
import { keptInMicro } from './micro/kept.ts';
import { optimiserState } from './optimiser/state.ts';
import { keptInRecurrent } from './recurrent/kept.ts';

/** What the reference form will need, before anything is allocated. Bytes are of 32-bit numbers; it keeps nothing of scoring. */
export function estimateSupernet({ space, optimiser, batch, children, examples }: EstimateOptions): SupernetEstimate {
  const parameters = space.parameters().reduce((sum, { shape }) => sum + size(shape), 0);
  const parameterBytes = parameters * Float32Array.BYTES_PER_ELEMENT;
  const { kept, example } = numbersOf(space);
  return {
    parameters,
    parameterBytes,
    optimiserBytes: parameterBytes * optimiserState[optimiser].length,
    activationBytes: kept * batch * children * Float32Array.BYTES_PER_ELEMENT,
    dataBytes: examples * example * Float32Array.BYTES_PER_ELEMENT,
    largestBufferBytes: null,
    multiplyAdds: space.meanMultiplyAdds(),
  };
}

/** Numbers that the most expensive child keeps for backward of one example, and numbers in the example itself. */
function numbersOf({ config }: AnySpace): { readonly kept: number; readonly example: number } {
  switch (config.family) {
    case 'micro':
      return { kept: keptInMicro(config), example: config.imageSide ** 2 + config.classes };
    case 'macro':
      return { kept: keptInMacro(config), example: config.imageSide ** 2 + config.classes };
    case 'recurrent':
      // Texts stay in the page: there is nothing to hold on the device.
      return { kept: keptInRecurrent(config), example: 0 };
  }
}
