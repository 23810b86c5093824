import { budgetOf, deriveBatchesOf } from './budget.ts';
import type { Settings } from './settings.ts';
import { sharesWeights } from './strategy-traits.ts';

/** A whole search in order: a warm-up, then rounds of shared-weight steps and of policy updates or evaluated children. */
export interface Outline {
  readonly rounds: number;
  readonly warmUpSteps: number;
  /** Shared-weight steps of all rounds and the warm-up; the last round may have fewer than the others. */
  readonly steps: number;
  readonly stepsPerRound: number;
  /** Policy updates of each round, in ENAS; otherwise children that it evaluates. */
  readonly looksPerRound: number;
}

/** What a search of these settings will do. Spends no more child steps than `budgetOf`. */
export function outlineOf(settings: Settings): Outline {
  const { childSteps, scoredBatches } = budgetOf(settings);
  const { warmUpSteps, stepsPerRound, childrenPerStep, childrenPerUpdate, updatesPerRound } = settings;
  const steps = sharesWeights(settings) ? Math.floor(childSteps / childrenPerStep) : 0;
  const alone = { warmUpSteps: 0, steps: 0, stepsPerRound: 0 };
  const childrenAlone = Math.floor(childSteps / settings.aloneSteps);
  switch (settings.strategy) {
    case 'enas':
      return { rounds: settings.rounds, warmUpSteps, steps, stepsPerRound, looksPerRound: updatesPerRound };
    case 'random-shared': {
      const screening =
        settings.screenedChildren * settings.fitnessBatches + settings.finalists * deriveBatchesOf(settings);
      const screenings = Math.max(1, Math.floor(scoredBatches / screening));
      const looksPerRound = screenings * settings.screenedChildren;
      return { rounds: 1, warmUpSteps: 0, steps, stepsPerRound: steps, looksPerRound };
    }
    case 'random-scratch':
      return { ...alone, rounds: 1, looksPerRound: childrenAlone };
    case 'evolution': {
      if (!sharesWeights(settings)) return { ...alone, rounds: 1, looksPerRound: childrenAlone };
      const rounds = Math.max(1, Math.ceil((steps - warmUpSteps) / stepsPerRound));
      const looksPerRound = Math.floor((updatesPerRound * childrenPerUpdate) / settings.fitnessBatches);
      return { rounds, warmUpSteps, steps, stepsPerRound, looksPerRound };
    }
    case 'reinforce-scratch': {
      const rounds = Math.floor(childrenAlone / childrenPerUpdate);
      return { ...alone, rounds, looksPerRound: childrenPerUpdate };
    }
  }
}

/** How far a search is. */
export interface Done {
  readonly steps: number;
  /** Children evaluated. */
  readonly looks: number;
}

/** The round that a shared-weight step (from 1) counts towards; 0 is the warm-up. */
export function roundOfStep({ rounds, warmUpSteps, stepsPerRound }: Outline, step: number): number {
  if (step <= warmUpSteps) return 0;
  return Math.min(Math.ceil((step - warmUpSteps) / stepsPerRound), rounds);
}

/** The round that an evaluated child (from 1) counts towards. */
export function roundOfLook({ rounds, looksPerRound }: Outline, look: number): number {
  return Math.min(Math.ceil(look / looksPerRound), rounds);
}

/** What comes next: the shared-weight steps of a round before its children. A function of the counts alone. */
export function nextInOutline(outline: Outline, done: Done): 'weights' | 'evaluate' | 'done' {
  const stepsLeft = done.steps < outline.steps;
  const looksLeft = done.looks < outline.rounds * outline.looksPerRound;
  if (stepsLeft && looksLeft) {
    return roundOfStep(outline, done.steps + 1) <= roundOfLook(outline, done.looks + 1) ? 'weights' : 'evaluate';
  }
  if (stepsLeft) return 'weights';
  return looksLeft ? 'evaluate' : 'done';
}
