import type { Controller, ControllerOptions, DecidedSpace } from '../controller.ts';
import { bounded } from '../shaping.ts';
import { unbiasedInitialValues, type UnbiasedName, unbiasedShapes } from '../unbiased-parameters.ts';
import { type RecurrentLayout, recurrentLayout } from './layout.ts';
import { remoteness } from './locality.ts';

/** The controller of recurrent cells (methods/enas 3.1, RNN). */
export function recurrentController(
  space: Pick<DecidedSpace, 'decisions'>,
  { hiddenUnits, tanhConstant }: ControllerOptions,
): Controller<UnbiasedName> {
  const layout = recurrentLayout(space);
  const { choices, activations } = layout;
  return {
    choices,
    shapes: unbiasedShapes(hiddenUnits, activations),
    largestProbability: largestProbability(layout, tanhConstant),
    initialValues: (random) => unbiasedInitialValues(hiddenUnits, activations, random),
  };
}

function largestProbability({ nodes, activations }: RecurrentLayout, bound: number): number[] {
  const activation = bounded(bound, Array<number>(activations).fill(0));
  return nodes.flatMap(({ input }, node) => {
    const offsets = remoteness(node).map((off) => -off);
    return input === null ? [activation] : [bounded(bound, offsets), activation];
  });
}
