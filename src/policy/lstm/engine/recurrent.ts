import type { ChainProgram, ChainStep } from '../../../engine/kernels/decisions/program.ts';
import type { ControllerOptions, DecidedSpace } from '../controller.ts';
import { recurrentLayout } from '../recurrent/layout.ts';
import { nearness, remoteness } from '../recurrent/locality.ts';

/**
 * The rollout of the controller of recurrent cells (methods/enas 3.1, RNN) as a chain of decisions: for every node a step
 * whose state stands for the node and chooses, but in the first, the one to read; and one that chooses its activation.
 */
export function recurrentProgram(
  space: Pick<DecidedSpace, 'decisions'>,
  { hiddenUnits: units, tanhConstant, temperature }: ControllerOptions,
): ChainProgram {
  const { nodes, choices, activations } = recurrentLayout(space);
  const steps = nodes.flatMap(({ input, activation }, node): ChainStep[] => [
    {
      input: node === 0 ? 'start' : 'chosen',
      choice:
        input === null
          ? null
          : {
              of: 'slots',
              decision: input,
              bound: tanhConstant,
              first: 0,
              bias: remoteness(node).map((off) => -off),
              scale: nearness(node),
            },
      keep: { slot: node, value: 'state' },
    },
    {
      input: input === null ? 'start' : 'chosen',
      choice: { of: 'classes', decision: activation, bound: tanhConstant, bias: Array<number>(activations).fill(0) },
      keep: null,
    },
  ]);
  return { units, classes: activations, biased: false, slots: nodes.length, temperature, choices, steps };
}
