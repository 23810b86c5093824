import type { LogitShaping } from '../shaping.ts';
import type { MicroLayout } from './layout.ts';

/** methods/enas 3.1: the fixed bias is +.25 for convolutions and −.25 for the rest, outside the tanh. */
const FIXED_BIAS = 0.25;

/** Bound of the logits of operation decisions. */
export function operationBound({ tanhConstant, operationTanhReduction }: LogitShaping): number {
  return tanhConstant / operationTanhReduction;
}

/** What is added to the shaped operation logits of a cell, one number an operation; all zero but in a biased first cell. */
export function fixedBias(layout: MicroLayout, shaping: LogitShaping, cell: number): number[] {
  const size = shaping.convolutionBias && cell === 0 ? FIXED_BIAS : 0;
  return layout.convolutions.map((convolution) => (convolution ? size : -size));
}
