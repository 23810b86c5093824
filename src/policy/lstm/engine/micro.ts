import type { ChainProgram, ChainStep } from '../../../engine/kernels/decisions/program.ts';
import type { ControllerOptions, DecidedSpace } from '../controller.ts';
import { fixedBias, operationBound } from '../micro/bias.ts';
import { type CellLayout, microLayout } from '../micro/layout.ts';
import type { LogitShaping } from '../shaping.ts';

/**
 * The rollout of the controller (methods/enas 3.1, micro) as a chain of decisions: in every cell warm-up steps whose keys
 * stand for the inputs, then node after node idx1, idx2, op1, op2 and one step more, whose state stands for the node.
 */
export function microProgram(
  space: Pick<DecidedSpace, 'decisions'>,
  shaping: Pick<ControllerOptions, keyof LogitShaping | 'hiddenUnits'>,
): ChainProgram {
  const layout = microLayout(space);
  const steps: ChainStep[] = [];
  let slots = 0;
  layout.cells.forEach((cell, index) => {
    steps.push(...cellSteps(cell, slots, shaping, fixedBias(layout, shaping, index)));
    slots += cell.inputNodes + cell.nodes.length;
  });
  return {
    units: shaping.hiddenUnits,
    classes: layout.convolutions.length,
    biased: true,
    slots,
    temperature: shaping.temperature,
    choices: layout.choices,
    steps,
  };
}

function cellSteps(
  { inputNodes, nodes }: CellLayout,
  first: number,
  shaping: LogitShaping,
  bias: readonly number[],
): ChainStep[] {
  const warmUp = Array.from({ length: inputNodes }, (_, node): ChainStep => ({
    input: 'start',
    choice: null,
    keep: { slot: first + node, value: 'zero' },
  }));
  const perNode = nodes.flatMap(({ inputs, operations }, node): ChainStep[] => [
    ...inputs.map((decision, side): ChainStep => ({
      input: side === 0 ? 'start' : 'chosen',
      choice: {
        of: 'slots',
        decision,
        bound: shaping.tanhConstant,
        first,
        bias: Array<number>(inputNodes + node).fill(0),
        scale: Array<number>(inputNodes + node).fill(1),
      },
      keep: null,
    })),
    ...operations.map((decision): ChainStep => ({
      input: 'chosen',
      choice: { of: 'classes', decision, bound: operationBound(shaping), bias },
      keep: null,
    })),
    { input: 'chosen', choice: null, keep: { slot: first + inputNodes + node, value: 'state' } },
  ]);
  return [...warmUp, ...perNode];
}
