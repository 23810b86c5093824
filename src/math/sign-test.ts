/** How often one of two wins over paired trials, ties left out. */
export interface SignTest {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Exact and two-sided: how likely a count at least as uneven is where each trial is a fair coin. */
  readonly p: number;
  /** The smallest p that so many trials without ties could ever give. */
  readonly least: number;
}

/** Sign test of paired numbers, the first winning where it is the higher. Throws a `RangeError` if the counts differ. */
export function signTest(first: readonly number[], second: readonly number[]): SignTest {
  if (first.length !== second.length) {
    throw new RangeError(`Paired samples must be of one length, not ${first.length} and ${second.length}.`);
  }
  const signs = first.map((value, index) => Math.sign(value - (second[index] as number)));
  const wins = signs.filter((sign) => sign > 0).length;
  const losses = signs.filter((sign) => sign < 0).length;
  return {
    wins,
    losses,
    ties: signs.length - wins - losses,
    p: Math.min(1, 2 * tail(wins + losses, Math.min(wins, losses))),
    least: leastSignP(signs.length),
  };
}

/** The smallest two-sided p of a sign test over `trials`: all of them won by one. */
export function leastSignP(trials: number): number {
  return Math.min(1, 2 ** (1 - trials));
}

/** How likely at most `most` of `trials` fair coins show heads. */
function tail(trials: number, most: number): number {
  let ways = 1;
  let sum = 0;
  for (let heads = 0; heads <= most; heads++) {
    sum += ways;
    ways = (ways * (trials - heads)) / (heads + 1);
  }
  return sum / 2 ** trials;
}
