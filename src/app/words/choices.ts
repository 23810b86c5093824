import type { Architecture, Space } from '../../space/space.ts';

/** How likely one choice of one decision was before and after. */
export interface Shift {
  readonly decision: number;
  readonly choice: number;
  readonly before: number;
  readonly after: number;
}

/** The choice whose probability moved most between two sets of marginals; null where there is nothing to compare. */
export function largestShift(
  before: readonly (readonly number[])[] | null,
  after: readonly (readonly number[])[],
): Shift | null {
  if (before === null) return null;
  let largest: Shift | null = null;
  after.forEach((row, decision) => {
    row.forEach((value, choice) => {
      const old = before[decision]?.[choice];
      if (old === undefined) return;
      const moved = Math.abs(value - old);
      if (largest === null || moved > Math.abs(largest.after - largest.before)) {
        largest = { decision, choice, before: old, after: value };
      }
    });
  });
  return largest;
}

/** One choice in words: “sep 3×3 at node 4, side A”, “reading node 1 at node 4, side A”, “adding the stem at layer 3”. */
export function choiceWords(space: Pick<Space, 'describeChoice'>, decision: number, choice: number): string {
  return space.describeChoice({ decision, choice });
}

/** Whether two children are the same. */
export function sameChild(a: Architecture, b: Architecture): boolean {
  return a.length === b.length && a.every((choice, index) => choice === b[index]);
}
