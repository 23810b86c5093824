import type { Architecture } from '../../space/space.ts';
import type { Settings } from '../settings.ts';
import { ranking, type RankingTypes } from './ranking.ts';
import { retraining, type RetrainingTypes } from './retraining.ts';
import type { Study, StudyGrounds } from './study.ts';

/** What the studies are made of, by id. */
export interface StudyTable {
  readonly retraining: RetrainingTypes;
  readonly ranking: RankingTypes;
}

export type StudyId = keyof StudyTable;

/** Every study by id: one file and one line each. */
export const studies: { readonly [K in StudyId]: Study<StudyTable[K]> } = { retraining, ranking };

export const studyIds = Object.keys(studies) as StudyId[];

export function isStudyId(word: unknown): word is StudyId {
  return studyIds.some((id) => id === word);
}

/** What a study is asked to do after a run as far as that has come; null where it cannot be done. */
export function optionsOf<K extends StudyId>(
  id: K,
  settings: Settings,
  grounds: StudyGrounds,
  own: readonly Architecture[],
): StudyTable[K]['options'] | null {
  const study: Study<StudyTable[K]> = studies[id];
  const options = study.optionsFor(grounds, own);
  return study.waitsFor(settings, grounds, options) === null ? options : null;
}

/** What each study has come to in one run; null where it was not begun. */
export type StudyOutcomes = { readonly [K in StudyId]: StudyTable[K]['outcome'] | null };

/** No study begun. */
export const noStudies: StudyOutcomes = { retraining: null, ranking: null };

/** What a study has come to; of one that was not begun, as before its first event. */
export function outcomeOf<K extends StudyId>(outcomes: StudyOutcomes, id: K): StudyTable[K]['outcome'] {
  const study: Study<StudyTable[K]> = studies[id];
  return outcomes[id] ?? study.nothing;
}

/** The outcomes with a study begun: what the same one came to before is dropped. */
export function withBegun(outcomes: StudyOutcomes, id: StudyId): StudyOutcomes {
  return { ...outcomes, [id]: studies[id].nothing };
}

/** The outcomes with one more event of a study. */
export function withEvent<K extends StudyId>(
  outcomes: StudyOutcomes,
  id: K,
  event: StudyTable[K]['event'],
): StudyOutcomes {
  const study: Study<StudyTable[K]> = studies[id];
  return { ...outcomes, [id]: study.add(outcomeOf(outcomes, id), event) };
}
