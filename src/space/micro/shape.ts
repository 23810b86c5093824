import { clamp, fits, numbersIn, type ShapeReader } from '../shape.ts';

/** How many nodes a cell has, and whether there is a reduction cell beside the normal one. */
export interface MicroShape {
  readonly family: 'micro';
  readonly nodes: number;
  readonly cells: 1 | 2;
}

/** Larger cells than anyone has published; bounds the time that a pasted text can take. */
const MOST_NODES = 5;

/**
 * Four numbers a node and cell. A `|` stands between the two cells; without it or two even lines, numbers that may be two
 * cells come before the same as one.
 */
export const microShape: ShapeReader<MicroShape> = {
  shapesOf(text) {
    const bar = text.indexOf('|');
    if (bar >= 0) return cells(2, numbersIn(text.slice(0, bar)));
    const [first = 0, second, ...more] = text
      .split('\n')
      .map(numbersIn)
      .filter((numbers) => numbers > 0);
    if (first === second && more.length === 0) return cells(2, first);
    const numbers = numbersIn(text);
    return [...cells(2, numbers / 2), ...cells(1, numbers)];
  },
  nearest: (text) => ({ family: 'micro', cells: 2, nodes: clamp(Math.ceil(numbersIn(text) / 8), MOST_NODES) }),
};

function cells(count: 1 | 2, numbersOfOne: number): readonly MicroShape[] {
  const nodes = numbersOfOne / 4;
  return fits(nodes, MOST_NODES) ? [{ family: 'micro', cells: count, nodes }] : [];
}
