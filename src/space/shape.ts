/** What a family can tell of a notation by the count of its numbers. `Shape` says how large a space has to be for it. */
export interface ShapeReader<Shape> {
  /** The shapes that a notation may have, the likeliest first. Whether the numbers can stand there, `Space.parse` says. */
  shapesOf(text: string): readonly Shape[];
  /** The shape that fits best, where no number of nodes fits: `Space.parse` then tells what is missing. */
  nearest(text: string): Shape;
}

/** A number, or what somebody mistyped for one. */
const words = /[^\s,;[\]|]+/g;

/** How many numbers a text holds, whatever stands between them; a word that is none counts as one gone wrong. */
export function numbersIn(text: string): number {
  return text.match(words)?.length ?? 0;
}

/** Whether there can be a space of this size. */
export function fits(size: number, largest: number): boolean {
  return Number.isInteger(size) && size >= 1 && size <= largest;
}

/** The nearest size that there can be. */
export function clamp(size: number, largest: number): number {
  return Math.min(largest, Math.max(1, size));
}
