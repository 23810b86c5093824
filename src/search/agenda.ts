import { plannedSteps, plannedUpdates } from '../experiment/build.ts';
import type { Settings } from '../experiment/settings.ts';

/** Shared-weight steps and policy updates done so far, asked for or not. */
export interface Done {
  readonly steps: number;
  readonly updates: number;
}

/** The round that a shared-weight step (from 1) counts towards; 0 is the warm-up. */
export function roundOfStep(settings: Settings, step: number): number {
  const round = Math.ceil((step - settings.warmUpSteps) / settings.stepsPerRound);
  return Math.min(Math.max(round, 0), settings.rounds);
}

/** The round that a policy update (from 1) counts towards. */
export function roundOfUpdate(settings: Settings, update: number): number {
  return Math.min(Math.ceil(update / settings.updatesPerRound), settings.rounds);
}

/**
 * The schedule of an alternating search: a warm-up, then rounds of shared-weight steps and policy updates.
 * What it asks for next: the warm-up, then of the first round with an open quota first the shared-weight
 * steps and then the policy updates. A function of the counts alone, so steps taken out of turn fill quotas too.
 */
export function nextDue(settings: Settings, done: Done): { what: 'weights' | 'policy' | 'done'; round: number } {
  if (done.steps < settings.warmUpSteps) return { what: 'weights', round: 0 };
  const stepRound = roundOfStep(settings, done.steps + 1);
  const allSteps = done.steps >= plannedSteps(settings);
  const updateRound = roundOfUpdate(settings, done.updates + 1);
  const allUpdates = done.updates >= plannedUpdates(settings);
  if (!allSteps && (allUpdates || stepRound <= updateRound)) return { what: 'weights', round: stepRound };
  if (!allUpdates) return { what: 'policy', round: updateRound };
  return { what: 'done', round: settings.rounds };
}
