import * as v from 'valibot';
import { noStudies, type StudyId, studyIds, type StudyOutcomes, type StudyTable } from '../studies.ts';
import type { StudyCodec, StudyReading, StudyWriting } from './codec.ts';
import { ranking } from './ranking.ts';
import { retraining } from './retraining.ts';

/** Every study's codec by the study's id: one file and one line each. */
const entries = { retraining, ranking };

type Entries = typeof entries;
type Shapes = { readonly [K in StudyId]: v.InferOutput<Entries[K]['schema']> };

export const studyCodecs: { readonly [K in StudyId]: StudyCodec<StudyTable[K], Shapes[K]> } = entries;

/** The studies' part of a run record: one key each, absent where a study was not begun. */
type StudyShapes = { readonly [K in StudyId as Entries[K]['key']]?: Shapes[K] };

/** The entries of the record's schema for them. */
export const studyEntries = Object.fromEntries(
  studyIds.map((id) => [studyCodecs[id].key, v.exactOptional<v.GenericSchema>(studyCodecs[id].schema)]),
) as unknown as {
  readonly [K in StudyId as Entries[K]['key']]: v.ExactOptionalSchema<v.GenericSchema<unknown, Shapes[K]>, undefined>;
};

/** Writes down what was begun, in the order of the table. */
export function writeStudies(outcomes: StudyOutcomes, context: StudyWriting): StudyShapes {
  const entryOf = <K extends StudyId>(id: K) => {
    const { key, write }: StudyCodec<StudyTable[K], Shapes[K]> = studyCodecs[id];
    const outcome = outcomes[id];
    return outcome === null ? [] : [[key, write(outcome, context)] as const];
  };
  return Object.fromEntries(studyIds.flatMap((id) => entryOf(id)));
}

/** Reads them again. Throws what `architectureOf` throws. */
export function readStudies(shapes: StudyShapes, context: StudyReading): StudyOutcomes {
  const outcomeOf = <K extends StudyId>(id: K) => {
    const { key, read }: StudyCodec<StudyTable[K], Shapes[K]> = studyCodecs[id];
    const shape = (shapes as Readonly<Record<string, Shapes[K] | undefined>>)[key];
    return [id, shape === undefined ? null : read(shape, context)] as const;
  };
  return { ...noStudies, ...Object.fromEntries(studyIds.map((id) => outcomeOf(id))) };
}
