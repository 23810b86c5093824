import type { Architecture } from '../space.ts';
import type { MacroConfig } from './config.ts';
import { perPixel } from './cost.ts';
import type { OperationId } from './operations.ts';

/**
 * The child of highest cost, in parameters and in multiply–adds at once: the most expensive operation everywhere (which
 * one depends on the channels) and every skip, so that every node is reduced.
 */
export function mostExpensiveChild(config: MacroConfig): Architecture {
  const costs = config.operations.map((operation) => perPixel(operation, config.channels));
  const mostExpensive = costs.indexOf(Math.max(...costs));
  return everyLayer(config, mostExpensive, () => 1);
}

/** What a person would reach for first. */
const byHabit: readonly OperationId[] = ['conv3', 'sep3', 'conv5', 'sep5', 'max3', 'avg3'];

/**
 * The network a person would draw without a search: 3×3 convolutions with a residual connection around every two of
 * them (He et al. 2015), as far as the operations of the space allow.
 */
export function handMadeChild(config: MacroConfig): Architecture {
  const operation = byHabit.map((id) => config.operations.indexOf(id)).find((index) => index >= 0) ?? 0;
  return everyLayer(config, operation, (layer, node) => (layer % 2 === 1 && node === layer - 1 ? 1 : 0));
}

function everyLayer(config: MacroConfig, operation: number, bit: (layer: number, node: number) => 0 | 1): Architecture {
  return Array.from({ length: config.layers }, (_, layer) => [
    operation,
    ...Array.from({ length: layer }, (_, node) => bit(layer, node)),
  ]).flat();
}
