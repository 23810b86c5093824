import type { Settings } from '../../experiment/settings.ts';

/** The part of a round's width that its shared-weight steps take; policy updates have the rest. */
const WEIGHTS_PART = 0.65;

/**
 * The page's time: round r stands from r − 1 to r, the warm-up from −1 to 0. Charts and timeline share it, so that one
 * yellow line means the same moment everywhere.
 */
export class RunTime {
  readonly start: number;
  readonly end: number;
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.start = settings.warmUpSteps > 0 ? -1 : 0;
    this.end = settings.rounds;
  }

  /** When the given shared-weight step (from 1) was done. */
  ofStep(step: number): number {
    const { warmUpSteps, stepsPerRound } = this.#settings;
    if (step <= warmUpSteps) return step / warmUpSteps - 1;
    const inSearch = step - warmUpSteps;
    const round = Math.ceil(inSearch / stepsPerRound) - 1;
    return this.#clamp(round + (WEIGHTS_PART * (inSearch - round * stepsPerRound)) / stepsPerRound);
  }

  /** When the given policy update (from 1) was done. */
  ofUpdate(update: number): number {
    const { updatesPerRound } = this.#settings;
    const round = Math.ceil(update / updatesPerRound) - 1;
    const done = (update - round * updatesPerRound) / updatesPerRound;
    return this.#clamp(round + WEIGHTS_PART + (1 - WEIGHTS_PART) * done);
  }

  /** A moment as part of the whole width, 0 to 1. */
  part(time: number): number {
    return (time - this.start) / (this.end - this.start);
  }

  /** Where the weights part of a round (from 1) ends. */
  weightsEnd(round: number): number {
    return round - 1 + WEIGHTS_PART;
  }

  #clamp(time: number): number {
    return Math.min(this.end, Math.max(this.start, time));
  }
}
