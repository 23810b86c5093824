import { type At, at, count, float, floatBits, NOWHERE, type Words, words } from '../../words.ts';
import { distributionRow } from './layout.ts';
import type { ChainProgram } from './program.ts';

/** A step as a term: what it reads, how it chooses, what it keeps. */
export const chainStep = words({
  input: count,
  choice: count,
  choices: count,
  decision: count,
  distribution: count,
  bound: float,
  bias: at('rows'),
  firstSlot: count,
  keep: count,
  slot: count,
  pullWeight: float,
  pullLogit: float,
  pullSlope: float,
  scale: at('rows'),
});
export type StepTerm = typeof chainStep extends Words<infer Values> ? Values : never;

export const inputWord = { start: 0, slots: 1, classes: 2, bits: 3 } as const;
export const choiceWord = { none: 0, slots: 1, classes: 2, bits: 3 } as const;
export const keepWord = { none: 0, zero: 1, state: 2 } as const;

/** One term a step; `rowsAt` says where in the arena these numbers lie, a row each. */
export function stepTerms(
  { steps, choices }: ChainProgram,
  rowsAt: (values: readonly number[]) => At<'rows'>,
): StepTerm[] {
  return steps.map(({ input, choice, keep }, index) => {
    const chosen = steps[index - 1]?.choice?.of ?? 'start';
    const pull = choice?.of === 'bits' ? choice.pull : null;
    return {
      input: input === 'start' ? inputWord.start : inputWord[chosen],
      choice: choice === null ? choiceWord.none : choiceWord[choice.of],
      choices: choice === null ? 0 : choice.of === 'bits' ? choice.count : (choices[choice.decision] as number),
      decision: choice?.decision ?? 0,
      distribution: choice === null ? 0 : distributionRow(choices, choice.decision),
      bound: floatBits(choice?.bound ?? 0),
      bias: choice === null || choice.of === 'bits' ? NOWHERE : rowsAt(choice.bias),
      firstSlot: choice === null || choice.of === 'classes' ? 0 : choice.first,
      keep: keep === null ? keepWord.none : keepWord[keep.value],
      slot: keep?.slot ?? 0,
      pullWeight: floatBits(pull?.weight ?? 0),
      pullLogit: floatBits(pull === null ? 0 : Math.log(pull.target / (1 - pull.target))),
      pullSlope: floatBits(pull?.slope ?? 0),
      scale: choice?.of === 'slots' ? rowsAt(choice.scale) : NOWHERE,
    };
  });
}
