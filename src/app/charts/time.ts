import type { RunHistory } from '../../experiment/history.ts';
import { type Outline, outlineOf } from '../../experiment/outline.ts';
import type { Settings } from '../../experiment/settings.ts';

/** The part of a round's width that its shared-weight steps take, where it has both; what it looks at has the rest. */
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
  /** Evaluated children that a policy update learns from. */
  readonly #looksPerUpdate: number;

  constructor(settings: Settings) {
    this.outline = outlineOf(settings);
    const { warmUpSteps, steps, rounds, looksPerRound } = this.outline;
    this.start = warmUpSteps > 0 ? -1 : 0;
    this.end = rounds;
    this.#weightsPart = steps > warmUpSteps ? WEIGHTS_PART : 0;
    this.#looksPerUpdate = settings.strategy === 'reinforce-scratch' ? looksPerRound : 1;
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
    return this.ofLook(update * this.#looksPerUpdate);
  }

  /** When the given child (from 1) was evaluated, or the given update of ENAS done. */
  ofLook(look: number): number {
    const { looksPerRound } = this.outline;
    const round = Math.ceil(look / looksPerRound) - 1;
    const done = (look - round * looksPerRound) / looksPerRound;
    return this.#clamp(round + this.#weightsPart + (1 - this.#weightsPart) * done);
  }

  /** How far a run has come. */
  reached({ weights, evaluated, policy }: Pick<RunHistory, 'weights' | 'evaluated' | 'policy'>): number {
    const [step, look, update] = [weights.at(-1), evaluated.at(-1), policy.at(-1)];
    return Math.max(
      this.start,
      step === undefined ? this.start : this.ofStep(step.step),
      look === undefined ? this.start : this.ofLook(look.number),
      update === undefined ? this.start : this.ofUpdate(update.update),
    );
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
