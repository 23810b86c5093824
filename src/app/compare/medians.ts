import { median } from '../../math/statistics.ts';
import type { BestLine } from './lines.ts';

/** Points at which the middle of several lines is taken. */
const POINTS = 60;

/** A point of a line drawn in steps. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** What a search's best was after so many child steps; null before its first child. */
function valueAt({ childSteps, values }: BestLine, at: number): number | null {
  return values[childSteps.findLastIndex((step) => step <= at)] ?? null;
}

/** The middle of several searches, from where all have a value to where the first of them ends. */
export function medianOf(lines: readonly BestLine[]): readonly Point[] {
  const known = lines.filter(({ values }) => values.length > 0);
  if (known.length === 0) return [];
  const from = Math.max(...known.map(({ childSteps }) => childSteps[0] ?? 0));
  const to = Math.max(from, Math.min(...known.map(({ end }) => end)));
  return Array.from({ length: POINTS + 1 }, (_, index) => {
    const at = from + ((to - from) * index) / POINTS;
    return { at, value: median(known.map((line) => valueAt(line, at)).filter((value) => value !== null)) };
  });
}
