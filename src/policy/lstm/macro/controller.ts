import type { Controller, ControllerOptions, DecidedSpace } from '../controller.ts';
import { bounded } from '../shaping.ts';
import { unbiasedInitialValues, type UnbiasedName, unbiasedShapes } from '../unbiased-parameters.ts';
import { type MacroLayout, macroLayout } from './layout.ts';

/** The controller of macro networks (methods/enas 3.1, macro). */
export function macroController(
  space: Pick<DecidedSpace, 'decisions'>,
  { hiddenUnits, tanhConstant }: ControllerOptions,
): Controller<UnbiasedName> {
  const layout = macroLayout(space);
  const { choices, operations } = layout;
  return {
    choices,
    shapes: unbiasedShapes(hiddenUnits, operations),
    largestProbability: largestProbability(layout, tanhConstant),
    initialValues: (random) => unbiasedInitialValues(hiddenUnits, operations, random),
  };
}

/** A skip's two logits are −z and z: a choice between two that differ by 2z, each within ±c. */
function largestProbability({ layers, choices, operations }: MacroLayout, bound: number): number[] {
  const skip = bounded(bound, [0, 0]);
  const operation = bounded(bound, Array<number>(operations).fill(0));
  const decidesOperation = new Set(layers.map((layer) => layer.operation));
  return choices.map((_, decision) => (decidesOperation.has(decision) ? operation : skip));
}
