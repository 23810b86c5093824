import { macroShape } from './macro/shape.ts';
import { microShape } from './micro/shape.ts';
import { recurrentShape } from './recurrent/shape.ts';
import type { ShapeReader } from './shape.ts';
import { type Family, familyIds } from './spaces.ts';

/** Who reads the shape of a notation in each family. */
const readers = { micro: microShape, macro: macroShape, recurrent: recurrentShape } as const satisfies Readonly<
  Record<Family, ShapeReader<unknown>>
>;

/** How large a space has to be for a notation to belong to it. */
export type Shape = ReturnType<(typeof readers)[Family]['nearest']>;

function readerOf(family: Family): ShapeReader<Shape> {
  return readers[family];
}

/** The shapes that a notation may have by the count of its numbers (methods/enas section 2), family after family. */
export function shapesOf(text: string): readonly Shape[] {
  return familyIds.flatMap((family) => readerOf(family).shapesOf(text));
}

/** The shape of one family that fits best, where no number of nodes fits: `Space.parse` then tells what is missing. */
export function nearestShape(family: Family, text: string): Shape {
  return readerOf(family).nearest(text);
}
