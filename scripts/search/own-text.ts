import { readFileSync } from 'node:fs';
import { quoted } from '../../src/experiment/schema.ts';
import type { Settings } from '../../src/experiment/settings.ts';
import { needsOwnText } from '../../src/experiment/task-kind.ts';
import { problemOfBatches, problemOfText, trainCharactersOf } from '../../src/task/text/own.ts';
import { UsageError } from '../command-line.ts';

/**
 * The text of one's own that such a search learns from, out of `file`; null where it takes none. Throws a `UsageError`
 * where one is lacking, of no use, or cannot be learned from.
 */
export function readOwnText(file: string | undefined, settings: Settings): string | null {
  if (!needsOwnText(settings)) {
    if (file === undefined) return null;
    throw new UsageError('--text is for searches on a text of your own, which --set text=own-text asks for.');
  }
  if (file === undefined) throw new UsageError('A text of your own comes from a file: --text FILE.');
  const text = decoded(file);
  const problem = problemOfText(text) ?? problemOfBatches(trainCharactersOf(text), settings);
  if (problem !== null) throw new UsageError(`${quoted(file)} cannot be learned from: ${problem}`);
  return text;
}

function decoded(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new UsageError(`The file ${quoted(file)} cannot be read.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`The file ${quoted(file)} is not a text in UTF-8.`);
  }
}
