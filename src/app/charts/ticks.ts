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
  const { steps, looksPerRound: looks } = outline;
  const stepTicks = [0, 0.5].map((part) => Math.round(part * steps));
  const lookTicks = (steps > 0 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((part) => Math.round(part * looks));
  return [
    ...(steps > 0 ? stepTicks : []).map((step, index) => ({
      time: step === 0 ? time.start : time.ofStep(step),
      label: index === 0 ? 'step 0' : count(step),
    })),
    ...lookTicks.map((look, index) => ({
      time: look === 0 ? time.weightsEnd(1) : time.ofLook(look),
      label: index === 0 ? 'child 0' : count(look),
    })),
  ];
}
