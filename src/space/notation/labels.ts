import type { Span } from './lists.ts';

/** A word, or a few, before `:` or `=`, as logs and tables have them, and the single value after it. */
const label =
  /(?<name>[A-Za-z_|][\w|]*(?:[^\S\n][\w-]+){0,3}?)[^\S\n]*[:=][^\S\n]*(?<value>[-+]?[\d.]+(?:e[-+]?\d+)?%?(?=[^\S\n]*(?:$|\n|,?[^\S\n]*[A-Za-z_|][\w| ]*[:=])))?/g;

/** What is set before a line by a clock, a logger, a prompt or a quotation. */
const prefix =
  /^[^\S\n]*(?:(?:\d{4}-\d\d-\d\d[T ]?)?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?|\[?(?:INFO|DEBUG|WARNING|ERROR)\]?|[IWEF]\d{4}\b|[-*•][^\S\n]|>+|[$%][^\S\n]|canonical\b)/gm;

/** Names whose value is part of an arc even where it is one number: of a first layer, a node, a cell. */
const namesPart = /arc(?![a-z])|arch|layer(?!s)|node(?!s)|block(?!s)|cell(?!s)|normal|reduc|child(?!_)|canonical/i;

/** What stands around the numbers of a plain notation, line by line: labels, scores, what loggers write. */
export function labelsIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(prefix)) spans.push({ start: match.index, end: match.index + match[0].length });
  for (const match of text.matchAll(label)) {
    const { name = '', value = '' } = match.groups ?? {};
    const end = match.index + match[0].length - (namesPart.test(name) ? value.length : 0);
    spans.push({ start: match.index, end });
  }
  return spans;
}
