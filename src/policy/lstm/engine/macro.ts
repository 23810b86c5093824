import type { ChainProgram, ChainStep } from '../../../engine/kernels/decisions/program.ts';
import type { ControllerOptions, DecidedSpace } from '../controller.ts';
import { macroLayout } from '../macro/layout.ts';

/**
 * The rollout of the controller of macro networks (methods/enas 3.1, macro) as a chain of decisions: for every layer a step
 * that chooses its operation, and one whose state stands for the layer and chooses, bit by bit, what to add.
 */
export function macroProgram(
  space: Pick<DecidedSpace, 'decisions'>,
  { hiddenUnits: units, tanhConstant, temperature, skipTarget, skipWeight, skipForm }: ControllerOptions,
): ChainProgram {
  const { layers, choices, operations } = macroLayout(space);
  const skipping = layers.filter(({ skips }) => skips.length > 0).length;
  const pull =
    skipWeight === 0 ? null : { target: skipTarget, weight: skipWeight / skipping, slope: skipForm === 'rate' ? 2 : 1 };
  const steps = layers.flatMap(({ operation, skips }, layer): ChainStep[] => [
    {
      input: (layers[layer - 1]?.skips.length ?? 0) > 0 ? 'chosen' : 'start',
      choice: { of: 'classes', decision: operation, bound: tanhConstant, bias: Array<number>(operations).fill(0) },
      keep: null,
    },
    {
      input: 'chosen',
      choice:
        skips.length === 0
          ? null
          : {
              of: 'bits',
              decision: operation + 1,
              count: skips.length,
              bound: tanhConstant,
              first: 0,
              pull,
            },
      keep: { slot: layer, value: 'state' },
    },
  ]);
  return { units, classes: operations, biased: false, slots: layers.length, temperature, choices, steps };
}
