import type { StudyId, StudyTable } from '../../experiment/studies/studies.ts';
import { rankChildren } from './ranking.ts';
import { retrain } from './retraining.ts';
import type { StudyRunner } from './study.ts';

/** Every study's runner by the study's id: one file and one line each. */
export const studyRunners: { readonly [K in StudyId]: StudyRunner<StudyTable[K]> } = {
  retraining: retrain,
  ranking: rankChildren,
};
