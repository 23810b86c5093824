import { clamp, fits, numbersIn, type ShapeReader } from '../shape.ts';

/** How many nodes a cell has. */
export interface RecurrentShape {
  readonly family: 'recurrent';
  readonly nodes: number;
}

/** Larger cells than anyone has published; bounds the time that a pasted text can take. */
const MOST_NODES = 48;

/** 2N − 1 numbers. */
export const recurrentShape: ShapeReader<RecurrentShape> = {
  shapesOf(text) {
    const nodes = nodesOf(text);
    return !text.includes('|') && fits(nodes, MOST_NODES) ? [{ family: 'recurrent', nodes }] : [];
  },
  nearest: (text) => ({ family: 'recurrent', nodes: clamp(Math.ceil(nodesOf(text)), MOST_NODES) }),
};

function nodesOf(text: string): number {
  return (numbersIn(text) + 1) / 2;
}
