import type { StudyId, StudyTable } from '../../experiment/studies/studies.ts';
import type { StudyNow } from '../state/run.svelte.ts';
import { type RunInWords, rankingEventSentence } from './ranking.ts';
import { retrainSentence } from './events.ts';
import type { Sentence } from './sentence.ts';

/** How the line under the figure speaks of a study. */
interface StudyWords<K extends StudyId> {
  sentence(event: StudyTable[K]['event'], run: RunInWords): Sentence;
  /** The event that tells what came of it. */
  readonly last: StudyTable[K]['event']['kind'];
}

const studyWords: { readonly [K in StudyId]: StudyWords<K> } = {
  retraining: { sentence: (event, { settings }) => retrainSentence(event, settings), last: 'retrain-done' },
  ranking: { sentence: rankingEventSentence, last: 'ranking-done' },
};

/** The sentence about what happened in a study. */
export function studySentence({ study, event }: Pick<StudyNow, 'study' | 'event'>, run: RunInWords): Sentence {
  const words: StudyWords<StudyId> = studyWords[study];
  return words.sentence(event, run);
}

/** Whether it says what came of the study. */
export function isVerdict({ study, event }: Pick<StudyNow, 'study' | 'event'>): boolean {
  return event.kind === studyWords[study].last;
}
