import type { RunTime } from '../charts/time.ts';

/** The rounds as SVG path data on a line at height `y`: weights done, policy done, and still to come. */
export interface RoundPaths {
  readonly weights: string;
  readonly policy: string;
  readonly ahead: string;
}

/** `now` is how far the run is, in the page's time; `width` the drawing's width. */
export function roundPaths(time: RunTime, now: number, width: number, y: number): RoundPaths {
  const gap = Math.min(1, (width / (time.end - time.start)) * 0.06);
  const piece = (from: number, to: number) => {
    const left = time.part(from) * width + gap;
    const right = time.part(to) * width - gap;
    return right > left ? `M${left.toFixed(1)} ${y}H${right.toFixed(1)}` : '';
  };
  let weights = '';
  let policy = '';
  let ahead = '';
  if (time.start < 0) {
    weights += piece(time.start, Math.min(0, now));
    if (now < 0) ahead += piece(Math.max(time.start, now), 0);
  }
  for (let round = 1; round <= time.end; round++) {
    const split = time.weightsEnd(round);
    if (now > round - 1) weights += piece(round - 1, Math.min(split, now));
    if (now > split) policy += piece(split, Math.min(round, now));
    if (now < round) ahead += piece(Math.max(round - 1, now), round);
  }
  return { weights, policy, ahead };
}

/** About eight round numbers, evenly apart, from 0 to the last. */
export function roundTicks(rounds: number): readonly number[] {
  const step = [1, 2, 3, 5, 10, 20, 25, 50, 100, 200, 500].find((candidate) => rounds / candidate <= 9) ?? 1_000;
  const ticks = Array.from({ length: Math.floor(rounds / step) + 1 }, (_, index) => index * step);
  const last = ticks.at(-1) ?? 0;
  if (last === rounds) return ticks;
  return rounds - last < step * 0.6 ? [...ticks.slice(0, -1), rounds] : [...ticks, rounds];
}
