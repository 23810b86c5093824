import type { MacroConfig } from '../../../space/macro/config.ts';
import { type LayerPlan, planNetwork, type PoolPlan } from '../../../space/macro/network.ts';
import type { OperationId } from '../../../space/macro/operations.ts';

/** Maps that a convolution with batch-norm and ReLU keeps: normalised, scaled, and after ReLU. */
const CONVOLVED = 3;
/** Maps that an operation keeps after its 1×1 convolution; a separable convolution also what its two parts pass on. */
const keptMaps: Readonly<Record<OperationId, number>> = {
  conv3: CONVOLVED,
  sep3: CONVOLVED + 1,
  conv5: CONVOLVED,
  sep5: CONVOLVED + 1,
  avg3: 2,
  max3: 1,
};

/** Numbers that the most expensive child, with every skip, keeps for backward of one image. */
export function keptInMacro(config: MacroConfig): number {
  const { stem, channels, layers, pools } = planNetwork(config);
  const operation = Math.max(...config.operations.map((id) => keptMaps[id]));
  const ofLayer = ({ index, side }: LayerPlan): number => {
    // The running sum after each skip, then normalised and scaled.
    const sums = index === 0 ? 0 : index + 2;
    return side ** 2 * channels * (CONVOLVED + operation + sums);
  };
  // The padded and the shifted maps of each node; its halves, joined, normalised and scaled.
  const ofPool = ({ after, from, side }: PoolPlan): number =>
    (after + 2) * channels * ((from + 1) ** 2 + from ** 2 + 4 * side ** 2);
  return config.imageSide ** 2 + 2 * stem.side ** 2 * channels + sum(layers.map(ofLayer)) + sum(pools.map(ofPool));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
