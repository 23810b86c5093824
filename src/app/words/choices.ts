import type { Architecture, Decision, Space } from '../../space/space.ts';
import { operationLabels } from './labels.ts';

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

/** Where a decision stands, in words: “layer 3”, or “node 4, side A”, with the graph where there are several. */
function placeOf(space: Space, decision: Decision): string {
  if (space.id === 'macro') return `layer ${decision.node}`;
  if (space.id === 'recurrent') return `node ${space.graphs[0]?.nodes[decision.node]?.label ?? ''}`;
  const side = decision.side === 0 ? 'A' : 'B';
  const graph = space.graphs.length > 1 ? (space.graphs[decision.graph]?.label ?? '') : '';
  const place = `node ${decision.node}, side ${side}`;
  return graph === '' ? place : `${place} of the ${graph}`;
}

/** One choice in words: “sep 3×3 at node 4, side A”, “reading node 1 at node 4, side A”, “adding the stem at layer 3”. */
export function choiceWords(space: Space, decisionIndex: number, choice: number): string {
  const decision = space.decisions[decisionIndex];
  if (decision === undefined) return '';
  const value = decision.choices[choice] ?? '';
  const what =
    decision.kind === 'skip'
      ? `${choice === 1 ? 'adding' : 'not adding'} ${addedNode(space, decisionIndex)}`
      : decision.kind === 'operation'
        ? (operationLabels.get(value) ?? value)
        : `reading node ${value}`;
  return `${what} at ${placeOf(space, decision)}`;
}

/** What a skip would add. */
function addedNode(space: Space, decisionIndex: number): string {
  const edge = space.graphs
    .flatMap(({ candidates }) => candidates)
    .find(({ when }) => when.some(({ decision }) => decision === decisionIndex));
  return edge === undefined || edge.from === 0 ? 'the stem' : `layer ${edge.from}`;
}

/** Whether two children are the same. */
export function sameChild(a: Architecture, b: Architecture): boolean {
  return a.length === b.length && a.every((choice, index) => choice === b[index]);
}
