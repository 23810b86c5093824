import { floatBits } from '../../words.ts';
import { distributionRow } from './layout.ts';
import type { ChainProgram } from './program.ts';

/** Words of a step in the work list's terms, and what each says. */
export const STEP_STRIDE = 14;
export const stepWords = {
  input: 0,
  choice: 1,
  choices: 2,
  decision: 3,
  distribution: 4,
  bound: 5,
  bias: 6,
  firstSlot: 7,
  keep: 8,
  slot: 9,
  pullWeight: 10,
  pullLogit: 11,
  pullSlope: 12,
  scale: 13,
} as const;

export const inputWord = { start: 0, slots: 1, classes: 2, bits: 3 } as const;
export const choiceWord = { none: 0, slots: 1, classes: 2, bits: 3 } as const;
export const keepWord = { none: 0, zero: 1, state: 2 } as const;

/** One term a step; `rowsAt` says where in the arena these numbers lie, a row each. */
export function stepTerms(program: ChainProgram, rowsAt: (values: readonly number[]) => number): number[][] {
  const { steps, choices } = program;
  return steps.map((step, index) => {
    const { input, choice, keep } = step;
    const words = new Array<number>(STEP_STRIDE).fill(0);
    words[stepWords.input] = input === 'start' ? inputWord.start : inputWord[steps[index - 1]?.choice?.of ?? 'start'];
    if (choice !== null) {
      words[stepWords.choice] = choiceWord[choice.of];
      words[stepWords.choices] = choice.of === 'bits' ? choice.count : (choices[choice.decision] as number);
      words[stepWords.decision] = choice.decision;
      words[stepWords.distribution] = distributionRow(choices, choice.decision);
      words[stepWords.bound] = floatBits(choice.bound);
      if (choice.of !== 'bits') words[stepWords.bias] = rowsAt(choice.bias);
      if (choice.of !== 'classes') words[stepWords.firstSlot] = choice.first;
      if (choice.of === 'slots') words[stepWords.scale] = rowsAt(choice.scale);
      if (choice.of === 'bits' && choice.pull !== null) {
        const { target, weight, slope } = choice.pull;
        words[stepWords.pullWeight] = floatBits(weight);
        words[stepWords.pullLogit] = floatBits(Math.log(target / (1 - target)));
        words[stepWords.pullSlope] = floatBits(slope);
      }
    }
    if (keep !== null) {
      words[stepWords.keep] = keepWord[keep.value];
      words[stepWords.slot] = keep.slot;
    }
    return words;
  });
}
