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

/** Highest probability of any of the choices whose logits lie within ±bound of the given offsets. */
export function bounded(bound: number, offsets: readonly number[]): number {
  const chances = offsets.map((offset, choice) => {
    const others = offsets.filter((_, other) => other !== choice);
    return 1 / (1 + others.reduce((sum, other) => sum + Math.exp(other - offset - 2 * bound), 0));
  });
  return Math.max(...chances);
}
