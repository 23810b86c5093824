import type { ParseResult } from './space.ts';

/** What the arcs of one family of spaces are made of. */
export interface ArcRules {
  /** Numbers in a whole arc. */
  readonly total: number;
  /** The choice that a number stands for at this place in storage order, or why it cannot stand there. */
  readonly choiceOf: (at: number, value: number) => number | string;
  /** Why the next `|` cannot stand after so many numbers; null where it can. */
  readonly barAfter: (numbers: number) => string | null;
}

/** White space, commas and the brackets that logs print around an arc; a number; a bar, as between two cells. */
const token = /[\s,;[\]]+|(?<digits>\d+)|(?<bar>\|)/y;

/** Reads numbers apart by white space, commas, brackets and bars; `readPasted` finds them in what people paste. */
export function readArc(text: string, { total, choiceOf, barAfter }: ArcRules): ParseResult {
  const choices: number[] = [];
  let position = 0;
  const fail = (reason: string): ParseResult => ({ ok: false, position, reason, read: choices });

  while (position < text.length) {
    token.lastIndex = position;
    const match = token.exec(text);
    if (match === null) {
      const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
      return fail(`“${character}” does not belong in an arc, which is numbers and spaces.`);
    }
    const { digits, bar } = match.groups ?? {};
    const misplaced = bar === undefined ? null : barAfter(choices.length);
    if (misplaced !== null) return fail(misplaced);
    if (digits !== undefined) {
      if (choices.length === total) return fail(`The arc is longer than the ${total} numbers of this space.`);
      const choice = choiceOf(choices.length, Number(digits));
      if (typeof choice === 'string') return fail(choice);
      choices.push(choice);
    }
    position += match[0].length;
  }
  if (choices.length < total) return fail(`The arc ends after ${choices.length} of ${total} numbers.`);
  return { ok: true, architecture: choices };
}

/** What a space may choose from, of all that the scripts number. */
export interface Numbered<Id extends string> {
  /** Operations or activations. */
  readonly noun: 'Operation' | 'Activation';
  /** All of them, by their number. */
  readonly all: readonly Id[];
  readonly facts: Readonly<Record<Id, { readonly label: string }>>;
  /** Those of the space, in the order of its choices. */
  readonly chosen: readonly Id[];
}

/** The choice that a number stands for among what a space may choose from, or why it stands for none; `place` says where. */
export function numbered<Id extends string>(
  value: number,
  { noun, all, facts, chosen }: Numbered<Id>,
  place: string,
): number | string {
  const id = all[value];
  if (id === undefined) return `${noun}s are numbered 0 to ${all.length - 1}; ${value} (${place}) is none.`;
  const choice = chosen.indexOf(id);
  if (choice >= 0) return choice;
  return `${noun} ${value} (${facts[id].label}) is not among the ${noun.toLowerCase()}s of this space.`;
}
