import { assignedArcs } from './assignments.ts';
import { foreignFormats } from './foreign/formats.ts';
import { labelsIn } from './labels.ts';
import { bracketLists, parts, type Span } from './lists.ts';

/** What a text is that somebody typed or pasted as a notation. */
export type Pasted =
  /** As long as the text: what surrounds the numbers is blank, so that a position in one is a position in the other. */
  | { readonly kind: 'arc'; readonly arc: string }
  /** A notation of another kind of space, named; `arc` is the nearest one of the spaces here, if any. */
  | { readonly kind: 'foreign'; readonly sentence: string; readonly arc: string | null }
  /** No one notation; `position` is the index of the first character that is too much. */
  | { readonly kind: 'refused'; readonly position: number; readonly sentence: string };

/** The longest notation here is one of 48 layers: 1,176 numbers, in a script about 4,000 characters. */
export const MAX_NOTATION_CHARACTERS = 20_000;

/**
 * Finds the arc in a text as people have it: out of a script (`fixed_arc="…"`), a log, a table or program text.
 * What surrounds it is never taken for numbers of it.
 */
export function readPasted(text: string): Pasted {
  if (text.length > MAX_NOTATION_CHARACTERS) {
    const [most, is] = [MAX_NOTATION_CHARACTERS, text.length].map((count) => count.toLocaleString('en'));
    const sentence = `A notation has at most ${most} characters; this text has ${is}.`;
    return { kind: 'refused', position: MAX_NOTATION_CHARACTERS, sentence };
  }
  const foreign = foreignFormats.find(({ looks }) => looks.test(text));
  if (foreign !== undefined) {
    const nearest = foreign.nearest?.(text) ?? null;
    const sentence = [`${foreign.name}.`, foreign.advice, ...(nearest === null ? [] : [nearest.sentence])].join(' ');
    return { kind: 'foreign', sentence, arc: nearest?.arc ?? null };
  }
  const plain = withoutComments(inPlainCharacters(text));
  const assigned = assignedArcs(plain);
  if (assigned.length > 0) return { kind: 'arc', arc: only(plain, assigned) };
  const strings = quotedArcs(plain);
  if (strings.length > 0) return { kind: 'arc', arc: only(plain, strings) };
  return readLists(plain) ?? { kind: 'arc', arc: without(plain, labelsIn(plain)) };
}

/** Other ways to write the same characters, each one code unit, so that positions stay. */
const same: readonly (readonly [RegExp, string])[] = [
  [/[“”„‟″«»]/g, '"'],
  [/[‘’‚‛′]/g, "'"],
  [/[｜¦│┃]/g, '|'],
  [/[，、]/g, ','],
  [/[\u200b-\u200f\u2060\ufeff\u00ad]/g, ' '],
];

function inPlainCharacters(text: string): string {
  const plain = same.reduce((read, [from, to]) => read.replace(from, to), text);
  return plain.replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - '０'.charCodeAt(0)));
}

/** Comments of scripts, the backslashes with which their lines go on, and the marks of program text in notes. */
function withoutComments(text: string): string {
  return text.replace(/(?<=^|\s)#.*|\\(?=\s*$)|```\w*|[`´]/gm, blank);
}

/** Quoted texts of two or more numbers, as in a command line. */
function quotedArcs(text: string): readonly Span[] {
  return [...text.matchAll(/(["'])(\s*\d+(?:[\s,;|]+\d+)+[\s,;|]*)\1/g)].map(({ index, 0: { length } }) => ({
    start: index + 1,
    end: index + length - 1,
  }));
}

/** The arc in brackets, where it stands in some; null where it does not, or numbers alone stand around the brackets. */
function readLists(text: string): Pasted | null {
  const lists = bracketLists(text);
  const [first] = lists;
  const around = without(text, lists);
  if (first === undefined || (/\d/.test(around) && !/\p{L}/u.test(around))) return null;
  const groups = [[first]];
  for (const [index, list] of lists.entries()) {
    const before = lists[index - 1];
    if (before === undefined) continue;
    if (parts(text.slice(before.end, list.start))) groups.push([]);
    groups.at(-1)?.push(list);
  }
  const [arc = [], second] = groups;
  if (second === undefined) return { kind: 'arc', arc: only(text, arc) };
  const sentence = `These are ${groups.length} notations, with something else between them: give one.`;
  return { kind: 'refused', position: second[0]?.start ?? 0, sentence };
}

function blank(text: string): string {
  return text.replace(/[^\s]/g, ' ');
}

function without(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + blank(rest.slice(start, end)) + rest.slice(end),
    text,
  );
}

/** The spans and the line breaks between them; brackets and the like in them are blank, too. */
function only(text: string, spans: readonly Span[]): string {
  const last = spans.at(-1)?.end ?? 0;
  const pieces = spans.map(({ start, end }, index) => {
    const from = index === 0 ? 0 : (spans[index - 1]?.end ?? 0);
    return blankBetween(text.slice(from, start)) + text.slice(start, end).replace(/[[\]();]/g, ' ');
  });
  return pieces.join('') + blank(text.slice(last));
}

/** A bar between two lists stays what it is: the end of a cell. */
function blankBetween(text: string): string {
  return /^[\s,;|]*$/.test(text) ? text : blank(text);
}
