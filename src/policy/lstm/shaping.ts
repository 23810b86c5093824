import * as tf from '../../supernet/reference/tf.ts';
import type { CellsLayout } from './micro/layout.ts';

/** How raw scores become logits: z ← bound · tanh(z / T), plus a fixed bias where the ENAS code has one. */
export interface LogitShaping {
  readonly temperature: number;
  /** Bound c of the logits of input decisions. */
  readonly tanhConstant: number;
  /** q: operation logits are bounded by c / q. */
  readonly operationTanhReduction: number;
  /** The lean to convolutions of the ENAS code: a learned start and a fixed part for the first (normal) cell. */
  readonly convolutionBias: boolean;
}

/** methods/enas 3.1: the fixed bias is +.25 for convolutions and −.25 for the rest, outside the tanh. */
const FIXED_BIAS = 0.25;

export function operationBound({ tanhConstant, operationTanhReduction }: LogitShaping): number {
  return tanhConstant / operationTanhReduction;
}

/** bound · tanh(raw / T), elementwise. */
export function shapeLogits(raw: tf.Tensor2D, bound: number, temperature: number): tf.Tensor2D {
  return tf.mul(tf.tanh(tf.div(raw, temperature)), bound);
}

/** What is added to the shaped operation logits of a cell, one number an operation; all zero but in a biased first cell. */
export function fixedBias(layout: CellsLayout, shaping: LogitShaping, cell: number): number[] {
  const size = shaping.convolutionBias && cell === 0 ? FIXED_BIAS : 0;
  return layout.convolutions.map((convolution) => (convolution ? size : -size));
}

/** Highest probability of any of the choices whose logits lie within ±bound of the given offsets. */
export function bounded(bound: number, offsets: readonly number[]): number {
  const chances = offsets.map((offset, choice) => {
    const others = offsets.filter((_, other) => other !== choice);
    return 1 / (1 + others.reduce((sum, other) => sum + Math.exp(other - offset - 2 * bound), 0));
  });
  return Math.max(...chances);
}

/**
 * For each decision the highest probability that any choice can reach: e^{2c} / (e^{2c} + K − 1) for K choices without
 * a fixed bias (methods/enas 3.1, consequence).
 */
export function largestProbability(layout: CellsLayout, shaping: LogitShaping): number[] {
  const result = layout.choices.map((choices) => bounded(shaping.tanhConstant, Array<number>(choices).fill(0)));
  layout.cells.forEach((cell, index) => {
    const chance = bounded(operationBound(shaping), fixedBias(layout, shaping, index));
    for (const { operations } of cell.nodes) for (const decision of operations) result[decision] = chance;
  });
  return result;
}
