import type { Family } from './spaces.ts';

/** How large a space has to be for a notation to belong to it. */
export type Shape =
  | { readonly family: 'micro'; readonly nodes: number; readonly cells: 1 | 2 }
  | { readonly family: 'macro'; readonly layers: number }
  | { readonly family: 'recurrent'; readonly nodes: number };

/** Larger children than anyone has published; they bound the time that a pasted text can take. */
const most = { microNodes: 5, macroLayers: 48, recurrentNodes: 48 } as const;

/** What may stand around the numbers of any notation, and a word: a number, or what somebody mistyped for one. */
const words = /(?:[\s,[\]|;"]|\$?fixed_arc\b=?)+|(?<word>[^\s,[\]|;"]+)/g;

/** How many numbers a text holds, whatever stands between them; a word that is none counts as one gone wrong. */
export function numbersIn(text: string): number {
  return [...text.matchAll(words)].filter(({ groups }) => groups?.['word'] !== undefined).length;
}

/**
 * The shapes that a notation may have by the count of its numbers (methods/enas section 2): micro cells 4 a node and
 * cell, macro networks 1 + 2 + … + L, recurrent cells 2N − 1. A `|` stands between micro cells only; without it or two even lines, numbers that may be two
 * micro cells come before the same as one cell. Whether the numbers themselves can stand there, `Space.parse` says.
 */
export function shapesOf(text: string): Shape[] {
  return text.includes('|') ? microShapes(text) : families.flatMap((family) => readers[family](text));
}

/** The shape of one family that fits best, where no number of nodes fits: `Space.parse` then tells what is missing. */
export function nearestShape(family: Family, text: string): Shape {
  const numbers = numbersIn(text);
  switch (family) {
    case 'micro':
      return { family, cells: 2, nodes: clamp(Math.ceil(numbers / 8), most.microNodes) };
    case 'macro':
      return { family, layers: clamp(Math.ceil((Math.sqrt(8 * numbers + 1) - 1) / 2), most.macroLayers) };
    case 'recurrent':
      return { family, nodes: clamp(Math.ceil((numbers + 1) / 2), most.recurrentNodes) };
  }
}

export const families: readonly Family[] = ['micro', 'macro', 'recurrent'];

const readers: Readonly<Record<Family, (text: string) => Shape[]>> = {
  micro: microShapes,
  macro(text) {
    const layers = (Math.sqrt(8 * numbersIn(text) + 1) - 1) / 2;
    return fits(layers, most.macroLayers) ? [{ family: 'macro', layers }] : [];
  },
  recurrent(text) {
    const nodes = (numbersIn(text) + 1) / 2;
    return fits(nodes, most.recurrentNodes) ? [{ family: 'recurrent', nodes }] : [];
  },
};

function microShapes(text: string): Shape[] {
  const two = (numbers: number): Shape[] =>
    fits(numbers / 4, most.microNodes) ? [{ family: 'micro', cells: 2, nodes: numbers / 4 }] : [];
  const bar = text.indexOf('|');
  if (bar >= 0) return two(numbersIn(text.slice(0, bar)));
  const [first = 0, second, ...more] = text
    .split('\n')
    .map(numbersIn)
    .filter((numbers) => numbers > 0);
  if (first === second && more.length === 0) return two(first);
  const numbers = numbersIn(text);
  const nodes = numbers / 4;
  return [
    ...two(numbers / 2),
    ...(fits(nodes, most.microNodes) ? [{ family: 'micro', cells: 1, nodes } as const] : []),
  ];
}

function fits(size: number, largest: number): boolean {
  return Number.isInteger(size) && size >= 1 && size <= largest;
}

function clamp(size: number, largest: number): number {
  return Math.min(largest, Math.max(1, size));
}
