/**
 * A whole search in order: a warm-up, then rounds of shared-weight steps and of evaluations, which are policy updates or
 * children.
 */
export interface Outline {
  readonly rounds: number;
  readonly warmUpSteps: number;
  /** Shared-weight steps of all rounds and the warm-up; the last round may have fewer than the others. */
  readonly steps: number;
  readonly stepsPerRound: number;
  readonly evaluationsPerRound: number;
  /** Evaluations that one policy update learns from, 1 where they are the updates; null without a policy. */
  readonly evaluationsPerUpdate: number | null;
}

/** How far a search is. */
export interface Done {
  readonly steps: number;
  readonly evaluations: number;
}

/** The round that a shared-weight step (from 1) counts towards; 0 is the warm-up. */
export function roundOfStep({ rounds, warmUpSteps, stepsPerRound }: Outline, step: number): number {
  if (step <= warmUpSteps) return 0;
  return Math.min(Math.ceil((step - warmUpSteps) / stepsPerRound), rounds);
}

/** The round that an evaluation (from 1) counts towards. */
export function roundOfEvaluation({ rounds, evaluationsPerRound }: Outline, evaluation: number): number {
  return Math.min(Math.ceil(evaluation / evaluationsPerRound), rounds);
}

/** Evaluations of the whole search. */
export function evaluationsIn({ rounds, evaluationsPerRound }: Outline): number {
  return rounds * evaluationsPerRound;
}

/** Policy updates of the whole search. */
export function updatesIn(outline: Outline): number {
  const { evaluationsPerUpdate } = outline;
  return evaluationsPerUpdate === null ? 0 : evaluationsIn(outline) / evaluationsPerUpdate;
}

/**
 * What comes next: the shared-weight steps of a round before its evaluations. A function of the counts alone, so what is
 * done out of turn fills quotas too.
 */
export function dueIn(
  outline: Outline,
  done: Done,
): { readonly what: 'weights' | 'evaluate' | 'done'; readonly round: number } {
  const stepRound = roundOfStep(outline, done.steps + 1);
  const evaluationRound = roundOfEvaluation(outline, done.evaluations + 1);
  const stepsLeft = done.steps < outline.steps;
  const evaluationsLeft = done.evaluations < evaluationsIn(outline);
  if (stepsLeft && (!evaluationsLeft || stepRound <= evaluationRound)) return { what: 'weights', round: stepRound };
  if (evaluationsLeft) return { what: 'evaluate', round: evaluationRound };
  return { what: 'done', round: outline.rounds };
}
