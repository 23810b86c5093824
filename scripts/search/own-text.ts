import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { quoted } from '../../src/experiment/schema.ts';
import type { Settings } from '../../src/experiment/settings.ts';
import { needsOwnText } from '../../src/experiment/task-kind.ts';
import { problemOfBatches, problemOfText, trainCharactersOf } from '../../src/task/text/own.ts';
import { UsageError } from '../command-line.ts';

/** No text that can be used has so many bytes; a file may have any number, and a device has no end. */
const MOST_BYTES = 64 * 2 ** 20;

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
    bytes = firstBytes(file);
  } catch {
    throw new UsageError(`The file ${quoted(file)} cannot be read.`);
  }
  if (bytes.length > MOST_BYTES) {
    throw new UsageError(
      `The file ${quoted(file)} has more than ${MOST_BYTES / 2 ** 20} MiB, far more than can be used.`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`The file ${quoted(file)} is not a text in UTF-8.`);
  }
}

/** All of a file, or enough to know that it is too long. */
function firstBytes(file: string): Buffer {
  const opened = openSync(file, 'r');
  try {
    const parts: Buffer[] = [];
    for (let length = 0; length <= MOST_BYTES; length += parts.at(-1)?.length ?? 0) {
      const part = Buffer.alloc(2 ** 20);
      const read = readSync(opened, part);
      if (read === 0) break;
      parts.push(part.subarray(0, read));
    }
    return Buffer.concat(parts);
  } finally {
    closeSync(opened);
  }
}

/** Whether both lead to one file, by whatever names. */
export function isSameFile(one: string, other: string): boolean {
  try {
    const [first, second] = [one, other].map((file) => statSync(file));
    return first?.isFile() === true && first.ino === second?.ino && first.dev === second.dev;
  } catch {
    return false;
  }
}
