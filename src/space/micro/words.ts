import type { ChoiceWords, Condition, Decision, GraphDescription } from '../space.ts';
import { operationFacts, type OperationId } from './operations.ts';

/** A choice in words: “reading node 1 at node 4, side A”, “sep 3×3 at node 4, side B of the reduction cell”. */
export function choiceWords(
  graphs: readonly GraphDescription[],
  decisions: readonly Decision[],
  { decision, choice }: Condition,
): ChoiceWords {
  const made = decisions[decision];
  if (made === undefined) return { what: '', where: '' };
  const { kind, node, side, choices } = made;
  const value = choices[choice] ?? '';
  const what = kind === 'operation' ? operationFacts[value as OperationId].label : `reading node ${value}`;
  const cell = graphs.length > 1 ? ` of the ${graphs[made.graph]?.label ?? ''}` : '';
  return { what, where: `node ${node}, side ${side === 0 ? 'A' : 'B'}${cell}` };
}
