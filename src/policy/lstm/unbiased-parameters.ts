import type { RandomStream } from '../../math/random.ts';
import { forEachOf } from './controller.ts';
import { INITIAL_RANGE, parameterShapes } from './parameters.ts';

/** The tensors of a controller without an operation bias, by name (methods/enas 3.1, macro and RNN). */
export const unbiasedNames = [
  'lstm',
  'start',
  'operationEmbedding',
  'operationWeights',
  'attentionKey',
  'attentionQuery',
  'attentionScore',
] as const;
export type UnbiasedName = (typeof unbiasedNames)[number];

export function unbiasedShapes(hiddenUnits: number, operations: number): Record<UnbiasedName, [number, number]> {
  const shapes = parameterShapes(hiddenUnits, operations);
  return forEachOf(unbiasedNames, (name) => shapes[name]);
}

/** Fresh values, row-major, drawn from `random` in the order of `unbiasedNames`. */
export function unbiasedInitialValues(
  hiddenUnits: number,
  operations: number,
  random: RandomStream,
): Record<UnbiasedName, Float32Array> {
  const shapes = unbiasedShapes(hiddenUnits, operations);
  return forEachOf(unbiasedNames, (name) => {
    const [rows, columns] = shapes[name];
    return Float32Array.from({ length: rows * columns }, () => (2 * random.uniform() - 1) * INITIAL_RANGE);
  });
}
