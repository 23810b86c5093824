import { splitPoints, textTask } from './split.ts';
import { OwnTextError } from '../errors.ts';
import type { TextTask } from '../task.ts';
import { vocabularyOf } from './vocabulary.ts';

/** Less has too few windows to train and to validate on. */
export const FEWEST_CHARACTERS = 20_000;
/** More would only be read in part by any run that a person waits for. */
const MOST_CHARACTERS = 2_000_000;
/** Windows that every stream of a batch has to go on through: with fewer, its states would hardly be carried on. */
const FEWEST_WINDOWS = 4;
/** Share of characters that may be too rare to learn. */
const MOST_OTHER = 0.1;

/** One character in two code units. */
const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** Line ends and accents in one form, whatever machine the text was written on. */
function tidied(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').normalize('NFC');
}

/** Why a visitor's text cannot be learned from, as one sentence; null where it can. */
export function problemOfText(text: string): string | null {
  const tidy = tidied(text);
  if (tidy.trim() === '') return 'There is no text yet.';
  if (tidy.includes('\0')) return 'This is no text: it has null characters in it.';
  const length = tidy.length - (tidy.match(PAIR)?.length ?? 0);
  if (length < FEWEST_CHARACTERS) {
    return `The text has ${count(length)} characters; it takes at least ${count(FEWEST_CHARACTERS)} to learn from.`;
  }
  if (length > MOST_CHARACTERS) {
    return `The text has ${count(length)} characters; at most ${count(MOST_CHARACTERS)} can be used.`;
  }
  const characters = Array.from(tidy);
  const known = new Set(vocabularyOf(characters.slice(0, splitPoints(characters.length).validation).join('')));
  const other = characters.filter((character) => !known.has(character)).length / characters.length;
  if (other > MOST_OTHER) {
    return `${Math.round(100 * other)} % of its characters are too rare to learn one by one; this works with alphabets, not with thousands of signs.`;
  }
  return known.size < 2 ? 'The text is one character again and again; there is nothing to predict.' : null;
}

/** Characters of a visitor's text that train, of those it has. */
export function trainCharactersOf(text: string): number {
  return splitPoints(Array.from(tidied(text)).length).validation;
}

/** What a run takes of its train text at once: `batch` windows of `textSteps` characters. */
interface Batches {
  readonly batch: number;
  readonly textSteps: number;
}

/** Why so many train characters are too few for such batches, as one sentence; null where they are enough. */
export function problemOfBatches(trainCharacters: number, { batch, textSteps }: Batches): string | null {
  const windows = Math.max(0, Math.floor((trainCharacters - 1) / textSteps));
  const least = FEWEST_WINDOWS * batch;
  if (windows >= least) return null;
  const takes = `The text has ${count(windows)} windows of ${textSteps} characters to train on; a batch of ${batch} takes ${count(least)}, ${FEWEST_WINDOWS} for each text in it to go on through.`;
  return `${takes} Make batches of at most ${Math.floor(windows / FEWEST_WINDOWS)}, shorter windows, or a text ${(least / windows).toFixed(1)} times as long.`;
}

/** The task of a visitor's text; it never leaves the page. Throws an `OwnTextError` with the problem where there is one. */
export function ownTextTask(text: string, batches: Batches): TextTask {
  const problem = problemOfText(text) ?? problemOfBatches(trainCharactersOf(text), batches);
  if (problem !== null) throw new OwnTextError(problem);
  const characters = Array.from(tidied(text));
  const { validation, test } = splitPoints(characters.length);
  const testText = characters.slice(test).join('');
  return textTask({
    manifest: {
      id: 'own-text',
      label: 'Your own text',
      licence: 'yours',
      attribution: 'Pasted or dropped by you; it stays on this machine.',
      splitNote: 'The first 80 % train, the next 10 % validate, the last 10 % test.',
    },
    search: characters.slice(0, test).join(''),
    trainCharacters: validation,
    testCharacters: characters.length - test,
    loadTest: () => Promise.resolve(testText),
    steps: batches.textSteps,
    entropyRate: null,
  });
}

function count(value: number): string {
  return value.toLocaleString('en-GB').replaceAll(',', '\u2009');
}
