import { median } from '../../../src/math/statistics.ts';

/** Does something so many times over; resolves when the last is really done. */
export type Repeat = (times: number) => Promise<unknown>;

export interface Timing {
  /** Time of one repetition: the median over the turns. */
  readonly ms: number;
  readonly turns: number;
  /** Repetitions in a turn. */
  readonly times: number;
}

export interface Pace {
  /** Short work is repeated until a turn takes about this long, in ms. */
  readonly turnMs: number;
  /** Turns of short work. */
  readonly rounds: number;
  /** Turns of long work take about this long together, in ms… */
  readonly budgetMs: number;
  /** … but there are at least so many. */
  readonly fewest: number;
}

export const usualPace: Pace = { turnMs: 250, rounds: 9, budgetMs: 4_000, fewest: 3 };

/** The turns of work that takes `ms` once, and its repetitions in each. */
export function turnsOf(ms: number, { turnMs, rounds, budgetMs, fewest }: Pace): { turns: number; times: number } {
  const times = Math.max(1, Math.round(turnMs / ms));
  const affordable = Math.floor(budgetMs / (times * ms));
  return { times, turns: Math.min(rounds, Math.max(fewest, affordable)) };
}

/** Whether it is the turn of one that has so many in all: they are spread evenly over the rounds. */
export function takesPart(round: number, turns: number, rounds: number): boolean {
  return Math.floor(((round + 1) * turns) / rounds) > Math.floor((round * turns) / rounds);
}

/**
 * Times all contenders by turns, round after round, so that whatever else the machine does meets them alike. They should
 * have run before, so that nothing is left to compile; each of which it is not `known` how many ms it takes is then run
 * once more, to see.
 */
export async function interleave<Name extends string>(
  contenders: ReadonlyMap<Name, Repeat>,
  pace = usualPace,
  known: ReadonlyMap<Name, number> = new Map(),
): Promise<Record<Name, Timing>> {
  const entries: { name: Name; repeat: Repeat; turns: number; times: number; ms: number[] }[] = [];
  for (const [name, repeat] of contenders) {
    entries.push({ name, repeat, ...turnsOf(known.get(name) ?? (await clock(repeat, 1)), pace), ms: [] });
  }
  for (let round = 0; round < pace.rounds; round++) {
    for (const { repeat, turns, times, ms } of entries) {
      if (takesPart(round, turns, pace.rounds)) ms.push(await clock(repeat, times));
    }
  }
  return Object.fromEntries(
    entries.map(({ name, turns, times, ms }) => [name, { ms: median(ms), turns, times }]),
  ) as Record<Name, Timing>;
}

/** Milliseconds of one of so many repetitions. */
export async function clock(repeat: Repeat, times: number): Promise<number> {
  const start = performance.now();
  await repeat(times);
  return (performance.now() - start) / times;
}
