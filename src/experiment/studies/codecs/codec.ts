import type { GenericSchema } from 'valibot';
import type { Architecture, Space } from '../../../space/space.ts';
import type { Settings } from '../../settings.ts';
import type { StudyTypes } from '../study.ts';

/** What an outcome is written down with. */
export interface StudyWriting {
  readonly settings: Settings;
  readonly space: Space;
  readonly print: (child: { readonly architecture: Architecture }) => string;
}

/** What an outcome is read with; `architectureOf` throws where the space cannot read a notation. */
export interface StudyReading {
  readonly settings: Settings;
  readonly space: Space;
  readonly architectureOf: (notation: string) => Architecture;
}

/** A study's options and its outcome as they come from outside, apart from the study: a page draws before it reads any. */
export interface StudyCodec<T extends StudyTypes, Shape> {
  readonly options: GenericSchema<unknown, T['options']>;
  /** Key of the outcome in the run record. */
  readonly key: string;
  readonly schema: GenericSchema<unknown, Shape>;
  readonly write: (outcome: T['outcome'], context: StudyWriting) => Shape;
  readonly read: (shape: Shape, context: StudyReading) => T['outcome'];
}
