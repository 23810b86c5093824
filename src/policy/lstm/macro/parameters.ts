import type { RandomStream } from '../../../math/random.ts';
import { INITIAL_RANGE, parameterShapes } from '../parameters.ts';
import { forEachOf } from '../controller.ts';

/** The macro controller's tensors by name: those of the micro one without the operation bias (methods/enas 3.1). */
export const layerParameterNames = [
  'lstm',
  'start',
  'operationEmbedding',
  'operationWeights',
  'attentionKey',
  'attentionQuery',
  'attentionScore',
] as const;
export type LayerParameterName = (typeof layerParameterNames)[number];

export function layerParameterShapes(
  hiddenUnits: number,
  operations: number,
): Record<LayerParameterName, [number, number]> {
  const shapes = parameterShapes(hiddenUnits, operations);
  return forEachOf(layerParameterNames, (name) => shapes[name]);
}

/** Fresh values, row-major, drawn from `random` in the order of `layerParameterNames`. */
export function layerInitialValues(
  hiddenUnits: number,
  operations: number,
  random: RandomStream,
): Record<LayerParameterName, Float32Array> {
  const shapes = layerParameterShapes(hiddenUnits, operations);
  return forEachOf(layerParameterNames, (name) => {
    const [rows, columns] = shapes[name];
    return Float32Array.from({ length: rows * columns }, () => (2 * random.uniform() - 1) * INITIAL_RANGE);
  });
}
