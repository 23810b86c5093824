import type { Settings } from '../../experiment/settings.ts';
import type { StudyId, StudyTable } from '../../experiment/studies/studies.ts';
import { retrainSentence } from './events.ts';
import type { Sentence } from './sentence.ts';

type SentenceOf<K extends StudyId> = (event: StudyTable[K]['event'], settings: Settings) => Sentence;

/** What the line under the figure says of a study's events; null where the study's own panel says it. */
export const studySentences: { readonly [K in StudyId]: SentenceOf<K> | null } = {
  retraining: retrainSentence,
  ranking: null,
};

/** The sentence about what happened in a study; empty where there is none. */
export function studySentence<K extends StudyId>(
  { study, event }: { readonly study: K; readonly event: StudyTable[K]['event'] },
  settings: Settings,
): Sentence {
  const sentenceOf: SentenceOf<K> | null = studySentences[study];
  return sentenceOf === null ? [] : sentenceOf(event, settings);
}
