/** The pull of skip decisions towards a rate: a term of the loss (methods/enas (8)). */
export interface SkipTerm {
  /** ρ, strictly between 0 and 1. */
  readonly skipTarget: number;
  /** w_s; 0 leaves the skips to the reward. */
  readonly skipWeight: number;
  /**
   * The probability whose distance to ρ the term measures. `rate`: the one with which skips are sampled, σ(2z), so
   * that ρ is the share of skips. `code`: σ(z), as in the ENAS code, which is nearest ρ = .4 at a share of .31.
   */
  readonly skipForm: 'rate' | 'code';
}
