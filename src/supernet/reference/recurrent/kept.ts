import type { RecurrentConfig } from '../../../space/recurrent/config.ts';

/** Numbers that a child keeps for backward of one window of characters. */
export function keptInRecurrent({ nodes, width, vocabulary, steps }: RecurrentConfig): number {
  // A node keeps: sums (twice the width), candidate, gate, its complement, both products, their sum.
  const ofNodes = nodes * width * 8;
  // One-hot and embedded character, mean and next state, logits and their logarithms.
  return steps * (ofNodes + vocabulary + 3 * width + 2 * vocabulary);
}
