/** Stands for every character that a vocabulary leaves out. */
export const OTHER = '\u{FFFD}';

/** Characters told apart at most, `OTHER` among them: their numbers fit a byte, and the output layer stays small. */
const MOST_CHARACTERS = 128;
/** A character seen less often in the train text teaches nothing: it becomes `OTHER`. */
const FEWEST_SIGHTS = 5;

/**
 * The characters of a train text, in the order of their code points; where some are left out (rare ones, or the rarest
 * beyond the limit), `OTHER` ends the list.
 */
export function vocabularyOf(train: string): string[] {
  const sights = new Map<string, number>();
  for (const character of train) sights.set(character, (sights.get(character) ?? 0) + 1);
  const known = [...sights].filter(([character, count]) => count >= FEWEST_SIGHTS && character !== OTHER);
  const frequent = known.sort(([a, some], [b, more]) => more - some || byCode(a, b)).slice(0, MOST_CHARACTERS - 1);
  const characters = frequent.map(([character]) => character).sort(byCode);
  return characters.length === sights.size ? characters : [...characters, OTHER];
}

/**
 * The text as positions in the vocabulary; characters that it lacks become `OTHER`. Throws a `RangeError` where there
 * is such a character but no `OTHER`.
 */
export function encode(text: string, vocabulary: readonly string[]): Uint8Array {
  const numbers = new Map(vocabulary.map((character, number) => [character, number]));
  const other = numbers.get(OTHER);
  return Uint8Array.from(text, (character) => {
    const number = numbers.get(character) ?? other;
    if (number === undefined) throw new RangeError(`“${character}” is not in the vocabulary`);
    return number;
  });
}

function byCode(a: string, b: string): number {
  return (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0);
}
