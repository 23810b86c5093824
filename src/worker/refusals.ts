import * as v from 'valibot';
import { studyCodecs } from '../experiment/studies/codecs/codecs.ts';
import { studies, type StudyId, type StudyTable } from '../experiment/studies/studies.ts';
import type { Study } from '../experiment/studies/study.ts';
import { type Architecture, isArchitecture } from '../space/space.ts';
import type { RunState, StudyCommandOf } from './protocol.ts';
import type { Run } from './run.ts';

/** Why what was asked cannot be done, as one sentence each. */

export const noRun = 'There is no run yet.';
export const replaced = 'A run of newer settings has taken its place.';
export const stopped = 'The run has stopped and cannot go on.';

function whyNotOf(run: Run, state: RunState, children: readonly Architecture[]): string | null {
  if (state === 'failed') return stopped;
  const fit = children.every((child) => isArchitecture(run.space, child));
  return fit ? null : 'One of these children is not of the run’s space.';
}

/** Why these children cannot be scored; null where they can. */
export function whyNotScored(run: Run, state: RunState, children: readonly Architecture[]): string | null {
  return whyNotOf(run, state, children);
}

/** Why a study cannot be begun; null where it can. */
export function whyNotStudied<K extends StudyId>(
  run: Run,
  state: RunState,
  { study: id, options }: StudyCommandOf<K>,
): string | null {
  const study: Study<StudyTable[K]> = studies[id];
  if (!v.is(studyCodecs[id].options, options)) return 'The study does not have such options.';
  return whyNotOf(run, state, study.childrenOf(options)) ?? study.waitsFor(run.settings, run.history, options);
}
