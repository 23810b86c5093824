/** weight · KL((1 − q, q) ‖ (1 − target, target)) with q = σ(slope · z), added to the loss for every bit of logits ∓z. */
export interface BitPull {
  /** Strictly between 0 and 1. */
  readonly target: number;
  readonly weight: number;
  readonly slope: number;
}

/** A choice that one step of a chain makes, by a softmax over bound · tanh(score / temperature) + bias. */
export type Choice =
  /**
   * Among slots `first` … `first + choices − 1`: scores are v · tanh(key + query). One bias a slot, and one scale, by which
   * the next step reads its value.
   */
  | {
      readonly of: 'slots';
      readonly decision: number;
      readonly bound: number;
      readonly first: number;
      readonly bias: readonly number[];
      readonly scale: readonly number[];
    }
  /** Among all classes: scores are linear in the state. One bias a class. */
  | { readonly of: 'classes'; readonly decision: number; readonly bound: number; readonly bias: readonly number[] }
  /**
   * Whether to take each of the slots `first` … `first + count − 1`, one decision a slot from `decision` on, of the logits
   * −z and z: z is the slot's bounded score.
   */
  | {
      readonly of: 'bits';
      readonly decision: number;
      readonly count: number;
      readonly bound: number;
      readonly first: number;
      readonly pull: BitPull | null;
    };

/** The decisions that a choice makes. */
function decisionsOf(choice: Choice): number[] {
  return Array.from({ length: choice.of === 'bits' ? choice.count : 1 }, (_, bit) => choice.decision + bit);
}

/** One step of the recurrent cell and what comes of its new state. */
export interface ChainStep {
  /**
   * What the cell reads: the start vector, or the value of the slot or class that the step before chose, a slot's times
   * its scale; of n slots that it took as bits, the sum of their values over 1 + n.
   */
  readonly input: 'start' | 'chosen';
  readonly choice: Choice | null;
  /** The slot whose key is made of the state; its value is the state too, or zero. */
  readonly keep: { readonly slot: number; readonly value: 'state' | 'zero' } | null;
}

/** A recurrent network that makes discrete decisions one after the other, each reading what was chosen before. */
export interface ChainProgram {
  /** Width of the state, a multiple of 4. */
  readonly units: number;
  readonly classes: number;
  /** Whether scores of classes have a learned bias each. */
  readonly biased: boolean;
  readonly slots: number;
  readonly temperature: number;
  /** Number of choices of each decision. */
  readonly choices: readonly number[];
  readonly steps: readonly ChainStep[];
}

/**
 * Throws a `RangeError` if the width is no multiple of 4, if a step reads a choice that the step before did not make,
 * if the steps do not make every decision exactly once, if a bit has not two choices, or if biases or scales are not one a
 * choice.
 */
export function checkProgram({ units, steps, choices }: ChainProgram): void {
  if (!Number.isInteger(units) || units < 4 || units % 4 !== 0) {
    throw new RangeError(`the width of a decision chain must be a positive multiple of 4, got ${units}`);
  }
  steps.forEach(({ input }, step) => {
    if (input === 'chosen' && !steps[step - 1]?.choice) throw new RangeError(`step ${step} reads no choice`);
  });
  const made = steps.flatMap(({ choice }) => (choice === null ? [] : decisionsOf(choice))).sort((a, b) => a - b);
  if (made.join() !== choices.map((_, decision) => decision).join()) {
    throw new RangeError(`${choices.length} decisions are to be made, but the steps make ${made.join(', ')}`);
  }
  for (const { choice } of steps) {
    if (choice === null) continue;
    if (choice.of === 'bits') {
      if (decisionsOf(choice).every((bit) => choices[bit] === 2)) continue;
      throw new RangeError(`decisions from ${choice.decision} on are bits, but have other than two choices`);
    }
    const rows = choice.of === 'slots' ? [choice.bias, choice.scale] : [choice.bias];
    if (rows.some(({ length }) => length !== choices[choice.decision])) {
      throw new RangeError(`decision ${choice.decision} needs one bias, and one scale if it is of slots, a choice`);
    }
  }
}
