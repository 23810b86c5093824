import { candidateOf } from '../../experiment/studies/retraining.ts';
import { studies } from '../../experiment/studies/studies.ts';
import { sameChild } from '../words/choices.ts';
import { designOf } from '../words/examples.ts';
import type { Playground } from './playground.svelte.ts';

/** Why nothing can be trained from scratch now, as one sentence; null where it can. */
export function whyNotRetrained(app: Playground): string | null {
  const { recorded, session, brought } = app;
  if (recorded !== null) return 'A recording is shown; go back to live first.';
  if (brought === null && session.run.history.derived.length === 0) {
    return `Waits for a derived ${designOf(session.run.settings.family)}, or one of your own.`;
  }
  if (app.occupied) return 'Waits until the comparison ends or is stopped.';
  if (app.wantsText) return 'Waits for your text, under Task.';
  if (session.state === 'running') return 'Waits for the search to pause or end.';
  if (session.study !== null) return `Waits for the ${studies[session.study].label} to end.`;
  return session.canScore ? null : 'Waits until the run is ready.';
}

/**
 * Whether training is what comes next for the child that is shown: a person brought it, no search is behind it, nothing
 * goes on, and it is not trained yet.
 */
export function offersRetraining({ recorded, session, brought, occupied }: Playground): boolean {
  const { derived, studies: outcomes } = session.run.history;
  if (recorded !== null || brought === null || derived.length > 0) return false;
  if (session.running || session.playWanted || session.study !== null || occupied) return false;
  const trained = outcomes.retraining?.rank == null ? undefined : candidateOf(outcomes.retraining.cells);
  return trained === undefined || !sameChild(trained.architecture, brought);
}
