import { size } from '../parameters.ts';
import type { Architecture, ChildCost } from '../space.ts';
import { stemMultiplyAdds } from '../stem.ts';
import type { MacroConfig } from './config.ts';
import { decode, type LayerGenotype, readAfter } from './genotype.ts';
import { type NetworkPlan, planNetwork } from './network.ts';
import { operationFacts, type OperationId } from './operations.ts';
import { childParameters } from './parameters.ts';

/**
 * What one child costs. `parameters`: every number of the tensors that it uses, batch-norm scales and offsets
 * included. `multiplyAdds`: of one forward pass on one image, over all convolutions and the linear layer; each output
 * counts its full kernel, padding included. Pools, ReLU, batch-norm and additions are not counted.
 */
export function childCost(config: MacroConfig, architecture: Architecture): ChildCost {
  const layers = decode(config, architecture);
  const { channels } = config;
  return {
    parameters: sum(childParameters(config, architecture).map((spec) => size(spec.shape))),
    multiplyAdds: networkMultiplyAdds(
      planNetwork(config),
      (layer) => perPixel((layers[layer] as LayerGenotype).operation, channels),
      (after) => readAfter(layers, after).length,
    ),
  };
}

/** Expected multiply–adds of a uniformly drawn child, counted as in `childCost`; exact, not sampled. */
export function meanMultiplyAdds(config: MacroConfig): number {
  const { channels, operations } = config;
  const meanPerPixel = sum(operations.map((operation) => perPixel(operation, channels))) / operations.length;
  return networkMultiplyAdds(
    planNetwork(config),
    () => meanPerPixel,
    // The last node is read for certain; any other by each later layer with probability one half.
    (after) => 1 + (after + 1) * (1 - 2 ** -(config.layers - 1 - after)),
  );
}

/** Multiply–adds of an operation for one pixel, its 1×1 convolution included. */
export function perPixel(operation: OperationId, channels: number): number {
  const { kernel, kind } = operationFacts[operation];
  const entry = channels ** 2;
  switch (kind) {
    case 'pool':
      return entry;
    case 'dense':
      return entry + kernel ** 2 * channels ** 2;
    case 'separable':
      return entry + kernel ** 2 * channels + channels ** 2;
  }
}

/** The two paths of a factorised reduction make half the channels each: as much work as one 1×1 convolution. */
function networkMultiplyAdds(
  { stem, channels, layers, pools, head }: NetworkPlan,
  perPixelOf: (layer: number) => number,
  reducedAfter: (layer: number) => number,
): number {
  return (
    stemMultiplyAdds(stem) +
    sum(layers.map(({ index, side }) => side ** 2 * perPixelOf(index))) +
    sum(pools.map(({ after, side }) => reducedAfter(after) * side ** 2 * channels ** 2)) +
    head.channels * head.classes
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
