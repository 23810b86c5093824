import { RandomStream } from '../../math/random.ts';

/** Kinds of brackets, opening and closing. */
const BRACKETS = ['()', '[]', '{}'] as const;
/** Brackets that may be open at once. */
const DEPTH = 4;
const SPACE = ' ';

/** Fixes the text, so that every run learns from the same; its own generator, not one of an experiment. */
const TEXT_SEED = 2018;

/**
 * Text of a stochastic grammar: words of nested brackets, a space after each. A word opens with any kind of bracket;
 * while fewer than `DEPTH` are open, an even chance opens another, of any kind, or closes the last one; at `DEPTH` the
 * last one closes. To know which bracket closes, and when it must, a predictor has to remember all that are open, which
 * no fixed number of characters back tells.
 */
export function grammarText(characters: number): string {
  const random = new RandomStream(TEXT_SEED, 0);
  const text: string[] = [];
  const open: string[] = [];
  const openOne = (): void => {
    const [left, right] = BRACKETS[random.integer(BRACKETS.length)] as (typeof BRACKETS)[number];
    text.push(left as string);
    open.push(right as string);
  };
  while (text.length < characters) {
    openOne();
    while (open.length > 0) {
      if (open.length < DEPTH && random.integer(2) === 0) openOne();
      else text.push(open.pop() as string);
    }
    text.push(SPACE);
  }
  return text.slice(0, characters).join('');
}

/**
 * Entropy rate of the grammar, nats a character, exactly: what a word is worth over its mean length (words are
 * independent). The depth is a random walk that starts at 1 and ends at 0; it visits each depth below D twice on
 * average and D once. So a mean word has 2D − 1 characters in brackets, its first bracket and its space: 2D + 1; it
 * makes 2(D − 1) even choices and opens D brackets of K kinds: 2(D − 1) ln 2 + D ln K nats.
 */
export function grammarEntropyRate(): number {
  const nats = 2 * (DEPTH - 1) * Math.LN2 + DEPTH * Math.log(BRACKETS.length);
  return nats / (2 * DEPTH + 1);
}
