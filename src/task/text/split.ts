import type { TextManifest, TextSplit, TextTask } from '../task.ts';
import { encode, OTHER, vocabularyOf } from './vocabulary.ts';

/** Shares of the whole text, from its start: what trains, then what validates; the rest tests. */
const TRAIN_SHARE = 0.8;
const VALIDATION_SHARE = 0.1;

/** Where validation and test begin, in characters. Contiguous parts: windows drawn here and there would share text. */
export function splitPoints(characters: number): { readonly validation: number; readonly test: number } {
  return {
    validation: Math.floor(characters * TRAIN_SHARE),
    test: Math.floor(characters * (TRAIN_SHARE + VALIDATION_SHARE)),
  };
}

/** A stretch of character numbers in windows of `steps`; the last character is only predicted. */
export function textSplit(symbols: Uint8Array, steps: number): TextSplit {
  return { kind: 'text', count: Math.max(0, Math.floor((symbols.length - 1) / steps)), steps, symbols };
}

/** Characters at the start of a scored window that do not count, because the network starts it without a state. */
export function burnIn(steps: number): number {
  return Math.floor(steps / 2);
}

export interface TextParts {
  readonly manifest: TextManifest;
  /** Train and validation text, in this order. */
  readonly search: string;
  /** Characters of `search` that train. */
  readonly trainCharacters: number;
  readonly testCharacters: number;
  readonly loadTest: () => Promise<string>;
  /** Characters that one gradient sees. */
  readonly steps: number;
  readonly entropyRate: number | null;
}

/** The task of a text. The vocabulary comes from the train part alone. Throws a `RangeError` where a part has no window. */
export function textTask(parts: TextParts): TextTask {
  const { manifest, search, trainCharacters, testCharacters, steps, entropyRate } = parts;
  const characters = Array.from(search);
  const train = characters.slice(0, trainCharacters).join('');
  const classes = vocabularyOf(train);
  // What later parts bring that train lacks.
  const known = new Set(classes);
  const vocabulary =
    known.has(OTHER) || characters.every((character) => known.has(character)) ? classes : [...classes, OTHER];
  const part = (text: string): TextSplit => {
    const made = textSplit(encode(text, vocabulary), steps);
    if (made.count === 0) throw new RangeError(`a part of the text is shorter than ${steps + 1} characters`);
    return made;
  };
  return {
    kind: 'text',
    manifest,
    steps,
    classes: vocabulary,
    train: part(train),
    validation: part(characters.slice(trainCharacters).join('')),
    testCharacters,
    entropyRate,
    loadTest: async () => part(await parts.loadTest()),
  };
}
