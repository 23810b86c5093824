import { count } from '../words/numbers.ts';
import type { RunTime } from './time.ts';

/** A mark under the timeline or the curves. */
export interface Tick {
  readonly time: number;
  readonly label: string;
}

/** Where the marks of a run stand: its rounds, or, in a search that has only one, its steps and children. */
export function ticksOf(time: RunTime, rounds: (count: number) => readonly number[]): readonly Tick[] {
  const { outline } = time;
  if (outline.rounds > 1) {
    return rounds(outline.rounds).map((round, index) => ({
      time: round,
      label: index === 0 ? `round ${round}` : String(round),
    }));
  }
  const { steps, evaluationsPerRound } = outline;
  const stepTicks = [0, 0.5].map((part) => Math.round(part * steps));
  const parts = steps > 0 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  const childTicks = parts.map((part) => Math.round(part * evaluationsPerRound));
  return [
    ...(steps > 0 ? stepTicks : []).map((step, index) => ({
      time: step === 0 ? time.start : time.ofStep(step),
      label: index === 0 ? 'step 0' : count(step),
    })),
    ...childTicks.map((child, index) => ({
      time: child === 0 ? time.weightsEnd(1) : time.ofEvaluation(child),
      label: index === 0 ? 'child 0' : count(child),
    })),
  ];
}
