import type { RandomStream } from '../../math/random.ts';

/** The controller's tensors by name; S hidden units, K operations (methods/enas 3.1, micro). */
export const parameterNames = [
  'lstm',
  'start',
  'operationEmbedding',
  'operationWeights',
  'operationBias',
  'attentionKey',
  'attentionQuery',
  'attentionScore',
] as const;
export type ParameterName = (typeof parameterNames)[number];

/** All weights start uniform in ±.1, the operation bias at a constant. */
export const INITIAL_RANGE = 0.1;
/** Where the ENAS code starts the operation bias of convolutions: deep in the saturated part of the tanh. */
const CONVOLUTION_BIAS = 10;

export function parameterShapes(hidden: number, operations: number): Record<ParameterName, [number, number]> {
  return {
    lstm: [2 * hidden, 4 * hidden],
    start: [1, hidden],
    operationEmbedding: [operations, hidden],
    operationWeights: [hidden, operations],
    operationBias: [1, operations],
    attentionKey: [hidden, hidden],
    attentionQuery: [hidden, hidden],
    attentionScore: [hidden, 1],
  };
}

/** Fresh values, row-major, drawn from `random` in the order of `parameterNames`. */
export function initialValues(
  hidden: number,
  convolutions: readonly boolean[],
  convolutionBias: boolean,
  random: RandomStream,
): Record<ParameterName, Float32Array> {
  const shapes = parameterShapes(hidden, convolutions.length);
  const values = {} as Record<ParameterName, Float32Array>;
  for (const name of parameterNames) {
    const [rows, columns] = shapes[name];
    values[name] =
      name === 'operationBias'
        ? Float32Array.from(convolutions, (convolution) => (convolution && convolutionBias ? CONVOLUTION_BIAS : 0))
        : Float32Array.from({ length: rows * columns }, () => (2 * random.uniform() - 1) * INITIAL_RANGE);
  }
  return values;
}
