import type { Controller, ControllerOptions, DecidedSpace } from '../controller.ts';
import { initialValues, type ParameterName, parameterShapes } from '../parameters.ts';
import { bounded, type LogitShaping } from '../shaping.ts';
import { fixedBias, operationBound } from './bias.ts';
import { type MicroLayout, microLayout } from './layout.ts';

/** The controller of micro cells (methods/enas 3.1, micro). */
export function microController(
  space: Pick<DecidedSpace, 'decisions'>,
  options: Pick<ControllerOptions, keyof LogitShaping | 'hiddenUnits'>,
): Controller<ParameterName> {
  const layout = microLayout(space);
  const { convolutions, choices } = layout;
  const { hiddenUnits, convolutionBias } = options;
  return {
    choices,
    shapes: parameterShapes(hiddenUnits, convolutions.length),
    largestProbability: largestProbability(layout, options),
    initialValues: (random) => initialValues(hiddenUnits, convolutions, convolutionBias, random),
  };
}

/**
 * For each decision the highest probability that any choice can reach: e^{2c} / (e^{2c} + K − 1) for K choices without
 * a fixed bias (methods/enas 3.1, consequence).
 */
function largestProbability(layout: MicroLayout, shaping: LogitShaping): number[] {
  const result = layout.choices.map((choices) => bounded(shaping.tanhConstant, Array<number>(choices).fill(0)));
  layout.cells.forEach((cell, index) => {
    const chance = bounded(operationBound(shaping), fixedBias(layout, shaping, index));
    for (const { operations } of cell.nodes) for (const decision of operations) result[decision] = chance;
  });
  return result;
}
