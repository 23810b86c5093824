import { outlineOf } from '../../experiment/planned.ts';
import type { SearchEvent } from '../../experiment/events.ts';
import type { RunHistory } from '../../experiment/history.ts';
import type { Outline } from '../../experiment/outline.ts';
import type { Settings } from '../../experiment/settings.ts';

/** The part of a round's width that its shared-weight steps take, where it has both; its evaluations have the rest. */
const WEIGHTS_PART = 0.65;

/**
 * The page's time: round r stands from r − 1 to r, the warm-up from −1 to 0. Charts and timeline share it, so that one
 * yellow line means the same moment everywhere.
 */
export class RunTime {
  readonly start: number;
  readonly end: number;
  readonly outline: Outline;
  readonly #weightsPart: number;

  constructor(settings: Settings) {
    this.outline = outlineOf(settings);
    const { warmUpSteps, steps, rounds } = this.outline;
    this.start = warmUpSteps > 0 ? -1 : 0;
    this.end = rounds;
    this.#weightsPart = steps > warmUpSteps ? WEIGHTS_PART : 0;
  }

  /** When the given shared-weight step (from 1) was done. */
  ofStep(step: number): number {
    const { warmUpSteps, stepsPerRound } = this.outline;
    if (step <= warmUpSteps) return step / warmUpSteps - 1;
    const inSearch = step - warmUpSteps;
    const round = Math.ceil(inSearch / stepsPerRound) - 1;
    return this.#clamp(round + (this.#weightsPart * (inSearch - round * stepsPerRound)) / stepsPerRound);
  }

  /** When the given policy update (from 1) was done; without a policy, the given evaluation. */
  ofUpdate(update: number): number {
    return this.ofEvaluation(update * (this.outline.evaluationsPerUpdate ?? 1));
  }

  /** When the given evaluation (from 1) was done. */
  ofEvaluation(evaluation: number): number {
    const { evaluationsPerRound } = this.outline;
    const round = Math.ceil(evaluation / evaluationsPerRound) - 1;
    const done = (evaluation - round * evaluationsPerRound) / evaluationsPerRound;
    return this.#clamp(round + this.#weightsPart + (1 - this.#weightsPart) * done);
  }

  /** How far a run has come. */
  reached({ weights, evaluated, policy }: Pick<RunHistory, 'weights' | 'evaluated' | 'policy'>): number {
    const [step, child, update] = [weights.at(-1), evaluated.at(-1), policy.at(-1)];
    return Math.max(
      this.start,
      step === undefined ? this.start : this.ofStep(step.step),
      child === undefined ? this.start : this.ofEvaluation(child.number),
      update === undefined ? this.start : this.ofUpdate(update.update),
    );
  }

  /** When an event happened; null where it is of no moment. */
  ofEvent(event: SearchEvent): number | null {
    switch (event.kind) {
      case 'weights':
        return this.ofStep(event.step);
      case 'evaluated':
        return this.ofEvaluation(event.number);
      case 'policy':
        return this.ofUpdate(event.update);
      case 'measured':
        return Math.max(
          event.step === 0 ? this.start : this.ofStep(event.step),
          event.evaluation === 0 ? this.start : this.ofEvaluation(event.evaluation),
        );
      case 'phase':
      case 'evaluate-progress':
      case 'derive-progress':
      case 'derived':
      case 'finished':
        return null;
    }
  }

  /** A moment as part of the whole width, 0 to 1. */
  part(time: number): number {
    return (time - this.start) / (this.end - this.start);
  }

  /** Where the weights part of a round (from 1) ends. */
  weightsEnd(round: number): number {
    return round - 1 + this.#weightsPart;
  }

  #clamp(time: number): number {
    return Math.min(this.end, Math.max(this.start, time));
  }
}
